/**
 * Katapult build specifications: typed values to XML, and the XML that the API echoes back to values.
 *
 * @module reseller-sdk/katapult/build-spec
 */
export { type ParsedBuildSpec, parseBuildSpec } from './parse.ts';
export { renderBuildSpec } from './render.ts';
export type {
  BuildSpec,
  BuildSpecAddressAllocation,
  BuildSpecAuthorizedKeys,
  BuildSpecBackupPolicy,
  BuildSpecDetails,
  BuildSpecDiskTemplate,
  BuildSpecExistingAddress,
  BuildSpecInterfaceDetails,
  BuildSpecLocation,
  BuildSpecNetworkInterface,
  BuildSpecNewAddress,
  BuildSpecOption,
  BuildSpecResources,
  BuildSpecSchedule,
  BuildSpecSystemDisk,
  ByAddress,
  ByEmailAddress,
  ById,
  ByName,
  ByPermalink,
  EchoedBuildSpec,
  EchoedNetworkInterface,
  EchoedResources,
} from './spec.ts';
