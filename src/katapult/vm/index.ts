/**
 * The life of a virtual machine that a customer ordered: build, poll, power, package, terminate, restore.
 *
 * @module reseller-sdk/katapult/vm
 */
export {};
