import {
  ipcMain,
  MessageChannelMain,
  utilityProcess,
  type MessagePortMain,
  type UtilityProcess,
} from 'electron'
import { isTrusted } from './security.ts'

export type Backend = {
  /** A new connection to the backend, as soon as it runs. */
  connect(): Promise<MessagePortMain>
  /** Ends it in its own time, and does not start it again. */
  stop(): Promise<void>
}

type Options = {
  readonly entry: string
  readonly environment: Readonly<Record<string, string>>
  readonly args: readonly string[]
  /** Every connection is dead; new ones may be asked for at once. */
  readonly onGone: () => void
}

/** Waits between restarts, in milliseconds: at once first, then slower while it keeps ending. */
const restartWaitsMs = [0, 250, 1000, 5000, 15_000]
/** A backend that ran this long was well: its next end counts as the first. */
const healthyAfterMs = 30_000
const stopWithinMs = 5000

/**
 * Runs the backend in a process of its own and starts it again when it ends. Pages reach it over
 * ports that bypass this process.
 */
export function superviseBackend({ entry, environment, args, onGone }: Options): Backend {
  let child: UtilityProcess | undefined
  let isStopping = false
  let failures = 0
  let waiting: ((child: UtilityProcess) => void)[] = []

  const start = () => {
    const startedAt = Date.now()
    const process_ = utilityProcess.fork(entry, [...args], {
      serviceName: 'Goldfinch backend',
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    })
    process_.once('spawn', () => {
      child = process_
      for (const proceed of waiting) proceed(process_)
      waiting = []
    })
    process_.once('exit', (code) => {
      child = undefined
      if (isStopping) return
      failures = Date.now() - startedAt > healthyAfterMs ? 0 : failures + 1
      const waitMs = restartWaitsMs[Math.min(failures, restartWaitsMs.length) - 1] ?? 0
      console.error(`The backend ended (${code}); it starts again in ${waitMs} ms.`)
      onGone()
      setTimeout(start, waitMs)
    })
  }
  const running = () =>
    child === undefined
      ? new Promise<UtilityProcess>((resolve) => waiting.push(resolve))
      : Promise.resolve(child)
  const connect = async () => {
    const { port1, port2 } = new MessageChannelMain()
    const backend = await running()
    backend.postMessage({ type: 'connect' }, [port1])
    return port2
  }
  start()
  return {
    connect,
    stop: async () => {
      isStopping = true
      if (child !== undefined) await ended(child)
    },
  }
}

function ended(child: UtilityProcess): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => {
      child.kill()
      resolve()
    }, stopWithinMs)
    child.once('exit', () => {
      clearTimeout(deadline)
      resolve()
    })
    child.postMessage({ type: 'stop' })
  })
}

/** Lets our own page, and nothing else, ask for a connection. */
export function offerConnections(backend: Backend): void {
  ipcMain.on('connect', (event, nonce: unknown) => {
    if (!isTrusted(event) || typeof nonce !== 'string' || nonce.length > 100) return
    void backend.connect().then((port) => {
      if (event.sender.isDestroyed()) port.close()
      else event.sender.postMessage('port', nonce, [port])
    })
  })
}
