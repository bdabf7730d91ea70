/**
 * The life of a virtual machine that a customer ordered: build, poll, power, package, terminate, restore.
 *
 * @module reseller-sdk/katapult/vm
 */
export type {
  VmActionOptions,
  VmActionOutcome,
  VmActionRefusal,
  VmConsole,
  VmPackageOptions,
} from './actions.ts';
export type { VmAnswer, VmAnswerFailure, VmAnswerInput, VmSeen, VmTrashFacts } from './answer.ts';
export type {
  VmActed,
  VmActionName,
  VmCommand,
  VmRefusal,
  VmRequestCommand,
  VmRestoreCommand,
  VmResuming,
  VmRetryCommand,
  VmTerminateCommand,
  VmTick,
} from './command.ts';
export {
  type DeliverEventsOptions,
  deliverEvents,
  type UndeliveredVmEvent,
  type VmDeliveryReport,
  type VmEventConsumer,
} from './deliver-events.ts';
export type { VmOutcome } from './driver.ts';
export {
  isVmWrite,
  type VmBuildEffect,
  type VmDeleteEffect,
  type VmDeletePoliciesEffect,
  type VmEffect,
  type VmEffectOrigin,
  type VmFindEffect,
  type VmFindTrashEffect,
  type VmGetBuildEffect,
  type VmGetEffect,
  type VmGetTaskEffect,
  type VmStopEffect,
  type VmTrashEffect,
} from './effect.ts';
export type {
  VmAction,
  VmBuildFailed,
  VmBuildOutcomeUnknown,
  VmBuildRequested,
  VmBuildTimedOut,
  VmBuilt,
  VmEvent,
  VmEventBody,
  VmEventHead,
  VmGone,
  VmRestored,
  VmTrashed,
} from './event.ts';
export type { VmInput, VmStepContext, VmStepResult } from './input.ts';
export { InMemoryVmRepository } from './memory-repository.ts';
export type { VmOrder } from './order.ts';
export type { VmOutbox, VmOutboxRow } from './outbox.ts';
export type { RenderSpec } from './perform/tools.ts';
export { defaultVmPolicy, type VmPolicy, type VmPolicyOptions, vmPolicy } from './policy.ts';
export { VmProvisioner, type VmTerminateOptions } from './provisioner.ts';
export type { VmProvisionerOptions } from './provisioner-options.ts';
export {
  newVmRecord,
  type VmFailure,
  type VmRecord,
  type VmState,
  type VmTerminateMode,
  type VmTerminateStep,
  type VmTermination,
} from './record.ts';
export type { VmRepository } from './repository.ts';
export type {
  VmCatalogueLookup,
  VmPackageRequest,
  VmRequest,
  VmRequestDisk,
  VmSealedOption,
  VmSpecRequest,
  VmTemplateOption,
} from './request.ts';
export type { VmSecretBox, VmSecretOption } from './secret-keeper.ts';
export { step } from './step.ts';
export { VmTaskError, type VmTaskErrorCode } from './task-error.ts';
export type { TickDueOptions, VmTickReport } from './tick-due.ts';
export { publicView, type ViewedVm, type VmView, type VmViewActions } from './view.ts';
export type { VmTaskWait } from './wait-for-task.ts';
