/** Larger request headers are answered 431: 1 MiB and the few kilobytes of slack that the contract's server grants. */
export const maxHeaderBytes = 1_052_672

/** Tells Bun at its start what `maxHeaderBytes` tells it later. */
export const headerLimitFlag = `--max-http-header-size=${String(maxHeaderBytes)}`
