import type { z } from 'zod'
import type { Container } from '../../preload/contract/containers.ts'
import type { Image } from '../../preload/contract/images.ts'
import type { Contract } from '../../preload/contract/index.ts'
import type { Client } from '../../preload/contract/derive.ts'
import { AppError } from '../../preload/contract/errors.ts'
import type { Machine, MachineUsage } from '../../preload/contract/machine.ts'
import type { NamespaceInfo } from '../../preload/contract/namespaces.ts'
import type { ConnectionId, Scope } from '../../preload/contract/scope.ts'
import type { Settings } from '../../preload/contract/settings.ts'
import type { AppInfo } from '../../preload/contract/system.ts'
import type { Task } from '../../preload/contract/tasks.ts'
import type { Terminal } from '../../preload/contract/terminals.ts'
import type { RowSource } from '../ui/table/model.ts'
import { createFeed } from './feed.ts'
import type { Feed } from './feed.ts'
import type { FeedChange, Table } from './table.ts'
import { applyChange, emptyTable } from './table.ts'
import type { Value } from './value.ts'
import { applyValue, loseValue, noValue } from './value.ts'

/** Whether the backend is there; the shape of the client's own `status`. */
export type Status = {
  get(): 'connecting' | 'connected' | 'reconnecting'
  subscribe(listener: () => void): () => void
}

export type TableFeed<Row> = Feed<Table<Row>> & { readonly source: RowSource<Row> }

function tableFeed<Row>(
  idOf: (row: Row) => string,
  open: (signal: AbortSignal) => AsyncIterable<FeedChange<Row>>,
): TableFeed<Row> {
  const feed = createFeed<Table<Row>, FeedChange<Row>>({
    initial: emptyTable,
    open,
    apply: (table, change) => applyChange(table, change, idOf),
    lost: (table, error, since) => applyChange(table, { type: 'unreachable', since, error }, idOf),
  })
  const source: RowSource<Row> = {
    get: (id) => feed.store.getState().rows.get(id),
    subscribe: (changed) => feed.store.subscribe(changed),
  }
  return { ...feed, source }
}

const valueFeed = <T>(open: (signal: AbortSignal) => AsyncIterable<T>): Feed<Value<T>> =>
  createFeed<Value<T>, T>({ initial: noValue, open, apply: applyValue, lost: loseValue })

/** The same feed for the same key, whoever asks. */
function cached<Key, Made>(nameOf: (key: Key) => string, make: (key: Key) => Made) {
  const made = new Map<string, Made>()
  return (key: Key): Made => {
    const name = nameOf(key)
    const present = made.get(name)
    if (present !== undefined) return present
    const fresh = make(key)
    made.set(name, fresh)
    return fresh
  }
}

const away = () => new AppError({ code: 'unavailable', message: 'The backend is away.' })

/** What does not change while one backend lives: asked once for each. */
async function* info(client: Client<Contract>, status: Status, signal: AbortSignal) {
  yield await client.system.info({}, { signal })
  await new Promise<void>((resolve) => {
    const look = () => {
      if (status.get() !== 'connected') resolve()
    }
    const end = status.subscribe(look)
    signal.addEventListener('abort', () => resolve(), { once: true })
    look()
    signal.addEventListener('abort', end, { once: true })
  })
  throw away()
}

type Connected = z.input<typeof ConnectionId>

/** Everything the page follows, one stream for each however many look at it. */
export function createFeeds(client: Client<Contract>, status: Status) {
  const byScope = ({ connection, namespace }: Scope) => `${connection}/${namespace}`
  const byConnection = (connection: Connected) => connection
  return {
    info: valueFeed<AppInfo>((signal) => info(client, status, signal)),
    settings: valueFeed<Settings>((signal) => client.settings.follow({}, { signal })),
    tasks: tableFeed<Task>(
      (task) => task.id,
      (signal) => client.tasks.follow({}, { signal }),
    ),
    terminals: tableFeed<Terminal>(
      (terminal) => terminal.id,
      (signal) => client.terminals.follow({}, { signal }),
    ),
    machine: cached(byConnection, (connection: Connected) =>
      valueFeed<Machine>((signal) => client.machine.follow({ connection }, { signal })),
    ),
    usage: cached(byConnection, (connection: Connected) =>
      valueFeed<MachineUsage>((signal) => client.machine.usage({ connection }, { signal })),
    ),
    namespaces: cached(byConnection, (connection: Connected) =>
      tableFeed<NamespaceInfo>(
        ({ name }) => name,
        (signal) => client.namespaces.follow({ connection }, { signal }),
      ),
    ),
    containers: cached(byScope, (scope: Scope) =>
      tableFeed<Container>(
        ({ id }) => id,
        (signal) => client.containers.follow(scope, { signal }),
      ),
    ),
    images: cached(byScope, (scope: Scope) =>
      tableFeed<Image>(
        ({ name }) => name,
        (signal) => client.images.follow(scope, { signal }),
      ),
    ),
  }
}

export type Feeds = ReturnType<typeof createFeeds>
