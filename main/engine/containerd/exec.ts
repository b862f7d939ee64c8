import { randomBytes } from 'node:crypto'
import { ContainerId } from '../../../preload/contract/containers.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { Namespace } from '../../../preload/contract/scope.ts'
import type { Host, Pipes } from '../../machine/machine.ts'
import type { Shell, ShellRequest } from '../engine.ts'
import { inNamespace, type Clients } from './client.ts'
import { hasNoShell, isNotRunning, isPaused, startFailure } from './exec-errors.ts'
import { holdProcess, removeProcess, signalProcess, type ExecRef } from './exec-process.ts'
import {
  parseProcess,
  processTypeUrl,
  searchPath,
  shellProcess,
  type Process,
} from './exec-spec.ts'
import { findUser, type ProcessUser } from './exec-user.ts'
import { Status } from './generated/types/task/task_pb.js'
import { fromGrpc } from './grpc-errors.ts'

/** The engine while it can be reached. */
export type ShellEngine = {
  readonly host: {
    readonly files: Pick<Host['files'], 'readInside' | 'isProgramInside'>
    readonly pipes: Host['pipes']
    readonly abandonedPipes: Host['abandonedPipes']
  }
  readonly clients: Clients
}

export type Shells = {
  open(namespace: Namespace, id: ContainerId, request: ShellRequest): Promise<Shell>
  /** Ends what an earlier process, or an engine that went away, left behind. To be called when one is there. */
  reap(engine: ShellEngine): Promise<void>
  /** Closes all that are open. */
  dispose(): Promise<void>
}

const shells = ['bash', 'sh', 'ash']
/** Where images without an operating system have one, if they have one (distroless debug). */
const otherShells = ['/busybox/sh']
const SIGKILL = 9

/** Terminals in containers: containerd's own exec, over named pipes. */
export function createShells(connect: () => Promise<ShellEngine>): Shells {
  const opened = new Set<Shell>()
  const left = new Set<string>()

  const open = async (namespace: Namespace, id: ContainerId, request: ShellRequest) => {
    const engine = await connect()
    const container = await look(engine, namespace, id)
    const user = await userOf(engine, container.root, request.user)
    const commands = await commandsFor(engine, container, request)
    for (const [index, command] of commands.entries()) {
      const ref = {
        namespace,
        containerId: id,
        execId: `goldfinch-${randomBytes(8).toString('hex')}`,
      }
      const pipes = await engine.host.pipes(labelOf(ref))
      try {
        const spec = shellProcess(container.process, command, request, user)
        await start(engine.clients, ref, pipes, spec)
        return hold(engine.clients, ref, pipes, command)
      } catch (error) {
        await pipes.close()
        const directory = request.workingDirectory ?? container.process.cwd ?? '/'
        const failure = startFailure(error, command[0] ?? '', directory)
        const isLast = index === commands.length - 1
        if (isLast || failure.data.reason !== 'command-not-found') throw failure
      }
    }
    throw new AppError(hasNoShell)
  }

  const hold = (clients: Clients, ref: ExecRef, pipes: Pipes, command: readonly string[]) => {
    const shell = holdProcess({
      clients,
      ref,
      pipes,
      command,
      ended: (isLost) => {
        opened.delete(shell)
        if (isLost) left.add(labelOf(ref))
      },
    })
    opened.add(shell)
    return shell
  }

  return {
    open,
    async reap({ clients, host }) {
      const labels = [...left, ...(await host.abandonedPipes())]
      left.clear()
      await Promise.all(
        labels.map(async (label) => {
          const ref = refOf(label)
          if (ref === undefined) return
          await signalProcess(clients, ref, SIGKILL)
          // Answers when the process has ended, or when there is none.
          const { namespace, containerId, execId } = ref
          await clients.tasks
            .wait({ containerId, execId }, inNamespace(namespace, AbortSignal.timeout(5000)))
            .catch(() => undefined)
          if (!(await removeProcess(clients, ref))) left.add(label)
        }),
      )
    },
    dispose: async () => {
      await Promise.all([...opened].map((shell) => shell.close()))
    },
  }
}

/** Also the name of a folder: none of the three holds the separator. */
const labelOf = ({ namespace, containerId, execId }: ExecRef) =>
  [namespace, containerId, execId].join('~')

function refOf(label: string): ExecRef | undefined {
  const [first, second, execId = ''] = label.split('~')
  const namespace = Namespace.safeParse(first)
  const id = ContainerId.safeParse(second)
  if (!namespace.success || !id.success || !/^goldfinch-[0-9a-f]+$/.test(execId)) return undefined
  return { namespace: namespace.data, containerId: id.data, execId }
}

type Running = { readonly process: Process; readonly root: string }

async function look({ clients }: ShellEngine, namespace: Namespace, id: ContainerId) {
  const options = inNamespace(namespace)
  const what = `Opening a terminal in ${id.slice(0, 12)}`
  const [container, task] = await Promise.allSettled([
    clients.containers.get({ id }, options),
    clients.tasks.get({ containerId: id }, options),
  ])
  if (container.status === 'rejected') throw fromGrpc(container.reason, what)
  if (task.status === 'rejected') {
    const failure = fromGrpc(task.reason, what)
    throw failure.data.code === 'not-found' ? new AppError(isNotRunning) : failure
  }
  const { status, pid } = task.value.process ?? { status: Status.UNKNOWN, pid: 0 }
  if (status === Status.PAUSED || status === Status.PAUSING) throw new AppError(isPaused)
  if (status !== Status.RUNNING) throw new AppError(isNotRunning)
  const process = parseProcess(container.value.container?.spec?.value)
  return { process, root: `/proc/${pid}/root` } satisfies Running
}

async function userOf(
  { host }: ShellEngine,
  root: string,
  user: string | undefined,
): Promise<ProcessUser | undefined> {
  if (user === undefined) return undefined
  const read = (path: string) => host.files.readInside(root, path).catch(unlessMissing)
  const [passwd, group] = await Promise.all([read('/etc/passwd'), read('/etc/group')])
  return findUser(user, { passwd, group })
}

const unlessMissing = (error: unknown): undefined => {
  if (!(error instanceof AppError) || error.data.code !== 'not-found') throw error
}

/** What to try, in this order: looked for first, because each failed start would be felt. */
async function commandsFor(
  { host }: ShellEngine,
  { process, root }: Running,
  { command }: ShellRequest,
): Promise<readonly (readonly string[])[]> {
  if (command !== undefined) return [command]
  const folders = searchPath(process)
  const isThere = (path: string) => host.files.isProgramInside(root, path)
  const inPath = async (name: string) =>
    (await Promise.all(folders.map((folder) => isThere(`${folder}/${name}`)))).includes(true)
  const found = await Promise.all([...shells.map(inPath), ...otherShells.map(isThere)])
  const commands = [...shells, ...otherShells]
    .filter((_, index) => found[index])
    .map((name) => [name])
  if (commands.length === 0) throw new AppError(hasNoShell)
  return commands
}

async function start(clients: Clients, ref: ExecRef, pipes: Pipes, spec: Uint8Array) {
  const { containerId, execId } = ref
  const options = inNamespace(ref.namespace)
  await clients.tasks.exec(
    {
      containerId,
      execId,
      stdin: pipes.stdinPath,
      stdout: pipes.stdoutPath,
      terminal: true,
      spec: { typeUrl: processTypeUrl, value: spec },
    },
    options,
  )
  try {
    await clients.tasks.start({ containerId, execId }, options)
  } catch (error) {
    await removeProcess(clients, ref)
    throw error
  }
}
