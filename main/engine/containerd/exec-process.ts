import { Code, ConnectError } from '@connectrpc/connect'
import type { Namespace } from '../../../preload/contract/scope.ts'
import type { Pipes } from '../../machine/machine.ts'
import type { Shell } from '../engine.ts'
import { inNamespace, type Clients } from './client.ts'
import { engineGone, fromGrpc } from './grpc-errors.ts'

/** A process beside the main one of a container, as containerd names it. */
export type ExecRef = {
  readonly namespace: Namespace
  readonly containerId: string
  readonly execId: string
}

const SIGHUP = 1
const SIGKILL = 9
/** What a shell has to end by itself after a hang-up. */
const hangUpGraceMs = 1000
/** A killed process ends at once, unless its container is paused: then somebody ends it later. */
const killGraceMs = 2000

type Ending = {
  readonly clients: Clients
  readonly ref: ExecRef
  readonly pipes: Pipes
  readonly command: readonly string[]
  /** Called once: `isLost` when the process may still be there. */
  readonly ended: (isLost: boolean) => void
}

/** Holds a process that runs until it has ended, its output was read, and nothing of it is left. */
export function holdProcess({ clients, ref, pipes, command, ended }: Ending): Shell {
  const { tasks } = clients
  const options = inNamespace(ref.namespace)
  const { containerId, execId } = ref
  let state: 'running' | 'exited' | 'lost' = 'running'
  let closing: Promise<void> | undefined
  const read = Promise.withResolvers<void>()

  const exited = (async () => {
    try {
      const { exitStatus } = await tasks.wait({ containerId, execId }, options)
      state = 'exited'
      return exitStatus
    } catch (error) {
      state = 'lost'
      read.resolve() // What it still writes reaches nobody.
      throw lost(error)
    }
  })()
  const settled = exited.then(ignore, ignore)

  const cleanUp = async () => {
    const isRemoved = state === 'exited' && (await removeProcess(clients, ref))
    await pipes.close()
    ended(!isRemoved)
  }
  /** Deleting closes the output, so it waits until that was read, or nobody wants to. */
  const cleaned = settled.then(() => read.promise).then(cleanUp)
  cleaned.catch(ignore) // Told to who closes.

  async function* output() {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
    try {
      for await (const bytes of pipes.output) {
        const text = decoder.decode(bytes, { stream: true })
        if (text !== '') yield text
      }
      const rest = decoder.decode()
      if (rest !== '') yield rest
    } finally {
      read.resolve()
    }
  }

  /** The runtime deletes a process only when its output was taken, or after ten seconds. */
  const discard = async () => {
    const pieces = pipes.output[Symbol.asyncIterator]()
    while ((await pieces.next()).done !== true);
  }

  const close = async () => {
    read.resolve()
    discard().catch(ignore) // It ends with the pipes.
    if (state === 'running') {
      await signalProcess(clients, ref, SIGHUP)
      if (!(await within(settled, hangUpGraceMs))) {
        await signalProcess(clients, ref, SIGKILL)
        if (!(await within(settled, killGraceMs))) return cleanUp()
      }
    }
    return cleaned
  }

  return {
    command,
    output: output(),
    exited,
    async write(text) {
      if (state === 'running' && closing === undefined) await pipes.write(Buffer.from(text))
    },
    async resize(columns, rows) {
      if (state !== 'running') return
      await quiet(tasks.resizePty({ containerId, execId, width: columns, height: rows }, options))
    },
    close: () => (closing ??= close()),
  }
}

const ignore = () => undefined

const lost = (error: unknown) => {
  const known = fromGrpc(error, 'Waiting for the terminal')
  return known.data.code === 'unavailable' ? known : engineGone(known.data.detail, { cause: error })
}

/** Forgets an ended process; false when it still runs, or the engine could not be asked. */
export async function removeProcess(clients: Clients, ref: ExecRef): Promise<boolean> {
  const { namespace, containerId, execId } = ref
  try {
    await clients.tasks.deleteProcess({ containerId, execId }, inNamespace(namespace))
    return true
  } catch (error) {
    return ConnectError.from(error).code === Code.NotFound
  }
}

/** Sends a signal; what has ended already needs none. */
export async function signalProcess(clients: Clients, ref: ExecRef, signal: number): Promise<void> {
  const { namespace, containerId, execId } = ref
  const options = inNamespace(namespace)
  await quiet(clients.tasks.kill({ containerId, execId, signal }, options)).catch(ignore)
}

/** What is not there any more is as it was wanted. */
async function quiet(call: Promise<unknown>): Promise<void> {
  try {
    await call
  } catch (error) {
    const { code, rawMessage } = ConnectError.from(error)
    const isEnded = code === Code.NotFound || code === Code.FailedPrecondition
    if (!isEnded && !/not found|already finished|stopped/.test(rawMessage)) throw error
  }
}

async function within(event: Promise<unknown>, ms: number): Promise<boolean> {
  const late = Promise.withResolvers<false>()
  const timer = setTimeout(() => late.resolve(false), ms)
  try {
    return await Promise.race([event.then(() => true), late.promise])
  } finally {
    clearTimeout(timer)
  }
}
