import { afterAll } from 'bun:test'
import { removeLeftovers } from './leftovers.ts'

// A preload of `bun test` (bunfig.toml): a failing or interrupted test file cannot leave its servers to the machine.
afterAll(removeLeftovers)
