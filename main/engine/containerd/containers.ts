import { type CallOptions, Code, ConnectError } from '@connectrpc/connect'
import type { Container, ContainerId } from '../../../preload/contract/containers.ts'
import type { Namespace } from '../../../preload/contract/scope.ts'
import { orMissing } from './access.ts'
import { inNamespace } from './client.ts'
import { type Book, createBook } from './container-book.ts'
import { differOnlyInHealth, exitIn, taskAfter } from './container-events.ts'
import {
  type Entry,
  exitOf,
  readFileFacts,
  recordOf,
  taskFacts,
  wasStarted,
} from './container-facts.ts'
import type { EngineEvent } from './events.ts'
import type { Container as EngineContainer } from './generated/services/containers/v1/containers_pb.js'
import type { Link, Up } from './link.ts'
import { containerRow, type RecordFacts } from './row.ts'
import { createTable, type Patch, type Source, type Table, type Trouble } from './table.ts'

/** The containers of one namespace, live. */
export function createContainersTable(
  link: Link,
  namespace: Namespace,
  onTrouble?: (trouble: Trouble) => void,
): Table<Container, ContainerId> {
  return createTable<Container, ContainerId>({
    name: `containers of ${namespace}`,
    namespace,
    link,
    concerns: ({ type }) => type.startsWith('container') || type.startsWith('task'),
    open: (up, patch) => openContainers({ up, namespace, patch, book: createBook() }),
    onTrouble,
  })
}

type Context = {
  readonly up: Up
  readonly namespace: Namespace
  readonly patch: Patch<Container, ContainerId>
  readonly book: Book
}

function openContainers(context: Context): Source<Container, ContainerId> {
  const refresh = coalesced(context.up.lost, (id) => read(context, id))
  const later = (id: string) => context.patch.later(refresh(id))
  return {
    load: (options) => load(context, options),
    hear: (event) => {
      if ('id' in event) hear(context, event, later)
    },
  }
}

/** All of them. Of what events tell meanwhile, their word is the newer one. */
async function load(context: Context, options: CallOptions) {
  const { up, namespace, book } = context
  const hasChanged = book.watch()
  const known = (id: string) => book.get(id)
  // Asking every task takes longest, so the rest is done meanwhile.
  const [tasks, records] = await Promise.all([
    up.clients.tasks.list({}, options),
    listContainers(up, options).then(async (found) => {
      const parsed = found.flatMap((one) => recordOf(one, namespace, known(one.id)) ?? [])
      const facts = parsed.map(({ record }) => record)
      const knownFiles = (id: string) => known(id)?.files
      const files = await readFileFacts(up.host, namespace, facts, knownFiles, wasStarted)
      return parsed.map((one, index) => ({ ...one, files: files[index] ?? {} }))
    }),
  ])
  const processes = new Map(tasks.tasks.map((task) => [task.id, task]))
  const entries = records.flatMap((record): Entry[] => {
    const { id } = record.record
    const before = known(id)
    if (hasChanged(id)) return before === undefined ? [] : [before]
    const task = taskFacts(processes.get(id))
    return [{ ...record, task, lastExit: exitOf(task) ?? before?.lastExit }]
  })
  const present = new Set<string>(records.map(({ record }) => record.id))
  for (const id of book.ids()) if (!present.has(id) && !hasChanged(id)) book.forget(id)
  for (const entry of entries) book.set(entry)
  // Started a moment ago, or by another program than nerdctl.
  const late = entries.filter(
    ({ task, record }) => task !== undefined && !wasStarted(record.labels),
  )
  await Promise.all(late.map(({ record }) => readLate(context, record)))
  return entries.flatMap(({ record }) => {
    const entry = book.get(record.id)
    return entry === undefined ? [] : [[record.id, containerRow(entry)] as const]
  })
}

async function readLate({ up, namespace, book }: Context, record: RecordFacts): Promise<void> {
  const [files] = await readFiles(up, namespace, book, record)
  if (files !== undefined) book.change(record.id, { files })
}

// One message is twice as fast as one for each container, but has a limit (16 MiB in containerd).
async function listContainers({ clients }: Up, options: CallOptions): Promise<EngineContainer[]> {
  try {
    return (await clients.containers.list({}, options)).containers
  } catch (error) {
    if (!(error instanceof ConnectError) || error.code !== Code.ResourceExhausted) throw error
  }
  const found: EngineContainer[] = []
  for await (const { container } of clients.containers.listStream({}, options))
    if (container !== undefined) found.push(container)
  return found
}

/** One of them, as it is now. */
async function read({ up, namespace, patch, book }: Context, id: string): Promise<void> {
  const hasChanged = book.watch()
  const options = inNamespace(namespace, up.lost)
  const [answer, task] = await Promise.all([
    orMissing(up.clients.containers.get({ id }, options)),
    orMissing(up.clients.tasks.get({ containerId: id }, options)),
  ])
  if (answer?.container === undefined) {
    forget(book, patch, id)
    return
  }
  const entry = recordOf(answer.container, namespace, book.get(id))
  if (entry === undefined) return
  const [files = {}] = await readFiles(up, namespace, book, entry.record)
  const known = book.get(id)
  const now = hasChanged(id) && known !== undefined ? known.task : taskFacts(task?.process)
  const next = { ...entry, files, task: now, lastExit: exitOf(now) ?? known?.lastExit }
  book.set(next)
  patch.upsert(next.record.id, containerRow(next))
}

/** Changes the one row that an event names; `refresh` reads what the event does not say. */
function hear(
  { up, namespace, patch, book }: Context,
  event: Extract<EngineEvent, { id: string }>,
  refresh: (id: string) => void,
): void {
  const { id } = event
  book.touch(id)
  const entry = book.get(id)
  const show = (next: Entry | undefined) => {
    if (next !== undefined) patch.upsert(next.record.id, containerRow(next))
  }
  if (event.type === 'container-deleted') {
    forget(book, patch, id)
  } else if (entry === undefined || event.type === 'container-created') {
    refresh(id)
  } else if (event.type === 'container-updated') {
    show(book.change(id, { record: { ...entry.record, labels: event.labels } }))
    // A new specification raises the same event, so only this frequent label is taken alone.
    if (!differOnlyInHealth(entry.record.labels, event.labels)) refresh(id)
  } else {
    const task = taskAfter(event, entry.task)
    const lastExit = exitOf(task) ?? exitIn(event) ?? entry.lastExit
    show(book.change(id, { task, lastExit }))
    // nerdctl's hook has written them by now: it runs before the runtime says that it is made.
    if (event.type === 'task-created' || event.type === 'task-started')
      patch.later(
        readFiles(up, namespace, book, entry.record).then(([files]) =>
          show(files && book.change(id, { files })),
        ),
      )
  }
}

const readFiles = (up: Up, namespace: Namespace, book: Book, record: RecordFacts) =>
  readFileFacts(up.host, namespace, [record], (id) => book.get(id)?.files)

function forget(book: Book, patch: Context['patch'], id: string): void {
  const known = book.forget(id)
  if (known !== undefined) patch.remove(known)
}

/** Reads one object at a time; what happens to it meanwhile makes one more reading, not many. */
function coalesced(signal: AbortSignal, work: (id: string) => Promise<void>) {
  const running = new Map<string, { isStale: boolean }>()
  return async (id: string): Promise<void> => {
    const current = running.get(id)
    if (current !== undefined) {
      current.isStale = true
      return
    }
    const state = { isStale: true }
    running.set(id, state)
    try {
      while (state.isStale && !signal.aborted) {
        state.isStale = false
        await work(id)
      }
    } finally {
      running.delete(id)
    }
  }
}
