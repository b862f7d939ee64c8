import type { Machine as MachineState, MachineUsage } from '../../preload/contract/machine.ts'

/** A program to run on the machine, as a value. */
export type Command = {
  readonly program: 'nerdctl' | 'ctr' | 'buildctl'
  readonly argv: readonly string[]
  /** Only these variables, and what the machine itself sets, reach the program. */
  readonly environment?: Readonly<Record<string, string>>
  readonly stdin?: AsyncIterable<Uint8Array> | undefined
  readonly timeoutMs?: number | undefined
}

export type Finished = {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Something that reads one growing or changing thing of the machine's file system. */
export type Watch = AsyncIterable<{ readonly name?: string | undefined }>

/**
 * The files and programs of a running machine, wherever it lives: the engine adapter knows nothing
 * else of it. All methods throw AppError; a missing file is `not-found`.
 */
export type Host = {
  /** Sockets on this side, usable with net.connect. */
  readonly sockets: { readonly containerd: string; readonly buildkit: string }
  /** Where nerdctl keeps its files, with the hash of the address: `<data root>/<8 hex>`. */
  readonly dataStore: string
  /** Where nerdctl keeps its networks. */
  readonly networkConfigurations: string
  run(
    command: Command,
    options?: {
      readonly signal?: AbortSignal | undefined
      /** Called for each line of both outputs while it runs. */
      readonly onLine?: ((line: string, stream: 'stdout' | 'stderr') => void) | undefined
    },
  ): Promise<Finished>
  readonly files: {
    readText(path: string): Promise<string>
    list(path: string): Promise<readonly string[]>
    stat(path: string): Promise<{
      readonly sizeBytes: number
      readonly inode: number
      readonly modifiedAt: number
    }>
    /** Bytes from an offset to the present end, in pieces; holds its file even when it is renamed. */
    open(path: string): Promise<OpenFile>
    /**
     * Names that change directly in a folder; waits for the folder to appear. Not recursive.
     * An item without a name says that the watch stands, was renewed, or that the folder went: look
     * at everything then. So whatever changes after the first item is told.
     */
    watch(path: string, signal: AbortSignal): Watch
    /** Files under /proc and /sys/fs/cgroup, many at once; a missing one is undefined. */
    readMany(paths: readonly string[]): Promise<readonly (string | undefined)[]>
    /**
     * A regular file of at most 1 MiB as a process sees it whose root is `root`
     * (`/proc/<pid>/root`): no symbolic link leads out of there.
     */
    readInside(root: string, path: string): Promise<string>
    /** Whether `path`, seen from `root`, is a file that may be executed. */
    isProgramInside(root: string, path: string): Promise<boolean>
  }
  /**
   * Named pipes where the container runtime can open them, bridged to this side. The label (a file
   * name) tells whose they are, should this process die before it closes them.
   */
  pipes(label: string): Promise<Pipes>
  /** Labels of pipes whose process died; they are removed, and told once. */
  abandonedPipes(): Promise<readonly string[]>
}

export type OpenFile = {
  readonly inode: number
  /** Reads `length` bytes at `offset`, fewer only where the file ends at present. */
  read(offset: number, length: number): Promise<Uint8Array>
  close(): Promise<void>
}

export type Pipes = {
  readonly stdinPath: string
  readonly stdoutPath: string
  /** Not reading holds the process behind it. Ends when that closed its end, or `close` is called. */
  readonly output: AsyncIterable<Uint8Array>
  write(bytes: Uint8Array): Promise<void>
  close(): Promise<void>
}

/** What the engine lives in: its life, and a way in. */
export type Machine = {
  state(): MachineState
  /** The state now, then every change. */
  follow(signal: AbortSignal): AsyncIterable<MachineState>
  usage(signal: AbortSignal): AsyncIterable<MachineUsage>
  /** Joins a start under way; rejects with the machine's problem. */
  start(): Promise<void>
  stop(): Promise<void>
  restart(): Promise<void>
  log(program: 'containerd' | 'buildkitd', lines: number): Promise<readonly string[]>
  /** The way in; undefined unless running or degraded. */
  host(): Host | undefined
  /** Leaves the machine as it is and lets go of it. */
  dispose(): Promise<void>
}
