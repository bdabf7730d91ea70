/**
 * Katapult build specifications: typed values to XML, and the XML that the API echoes back to values.
 *
 * @module reseller-sdk/katapult/build-spec
 */
export {};
