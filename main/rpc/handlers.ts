import type { Contract } from '../../preload/contract/index.ts'
import type { HandlersFor } from '../../preload/contract/derive.ts'

/** Every procedure of the contract, implemented. */
export type Handlers = HandlersFor<Contract, AbortSignal>
