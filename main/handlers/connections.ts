import { AppError } from '../../preload/contract/errors.ts'
import type { ConnectionId } from '../../preload/contract/scope.ts'
import type { Connection } from '../../preload/contract/system.ts'
import type { Engine } from '../engine/engine.ts'
import type { Machine } from '../machine/machine.ts'

/** One engine and what it lives in. */
export type Place = { readonly engine: Engine; readonly machine: Machine }

/** The one place where the id of a connection becomes an engine; both throw `not-found`. */
export type Connections = {
  engine(id: ConnectionId): Engine
  machine(id: ConnectionId): Machine
  list(): readonly Connection[]
}

export function createConnections(places: readonly Place[]): Connections {
  const byId = new Map(places.map((place) => [place.engine.connection, place]))
  const find = (id: ConnectionId) => {
    const place = byId.get(id)
    if (place !== undefined) return place
    throw new AppError({
      code: 'not-found',
      message: `There is no connection “${id}”.`,
      hint: `There is: ${[...byId.keys()].join(', ')}.`,
      field: 'connection',
    })
  }
  return {
    engine: (id) => find(id).engine,
    machine: (id) => find(id).machine,
    list: () =>
      places.map(({ engine }) => ({
        id: engine.connection,
        name: engine.name,
        engine: engine.kind,
        capabilities: [...engine.capabilities],
        isDemo: engine.isDemo,
      })),
  }
}
