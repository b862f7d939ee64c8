import type { z } from 'zod'
import type {
  ContainerDetails,
  ContainerId,
  ContainersChange,
  LogBatch,
  LogsRequest,
  StatsBatch,
} from '../../preload/contract/containers.ts'
import type { images, LoadStep } from '../../preload/contract/images.ts'
import type { namespaces } from '../../preload/contract/namespaces.ts'
import type { RunSpec } from '../../preload/contract/run.ts'
import type { ConnectionId, Namespace } from '../../preload/contract/scope.ts'
import type { Capability } from '../../preload/contract/system.ts'

export type ImagesChange = z.infer<typeof images.follow.down>
export type NamespacesChange = z.infer<typeof namespaces.follow.down>

/** What a long verb tells while it works. */
export type Progress = {
  readonly step?: string
  readonly line?: string
  readonly current?: number
  readonly total?: number
}

/** A process in a container, with a terminal around it. */
export type Shell = {
  readonly command: readonly string[]
  /** Decoded text; bytes that are no UTF-8 become U+FFFD. Not reading it holds the process. */
  readonly output: AsyncIterable<string>
  write(text: string): Promise<void>
  resize(columns: number, rows: number): Promise<void>
  /** Resolves with the exit code; rejects with `unavailable` when it is lost. */
  readonly exited: Promise<number>
  /** Hang-up, then kill; always cleans up. */
  close(): Promise<void>
}

export type ShellRequest = {
  readonly command?: readonly string[] | undefined
  readonly user?: string | undefined
  readonly workingDirectory?: string | undefined
  readonly columns: number
  readonly rows: number
}

/**
 * What every engine can do. All methods throw AppError only. `follow` streams never end by
 * themselves: an engine that is gone is an `unreachable` item, and a `snapshot` when it is back.
 */
export type Engine = {
  readonly connection: ConnectionId
  readonly name: string
  readonly kind: 'containerd' | 'docker'
  readonly isDemo: boolean
  readonly capabilities: readonly Capability[]
  readonly namespaces: {
    follow(signal: AbortSignal): AsyncIterable<NamespacesChange>
    create(name: Namespace): Promise<void>
    remove(name: Namespace): Promise<void>
  }
  readonly images: {
    follow(namespace: Namespace, signal: AbortSignal): AsyncIterable<ImagesChange>
    load(
      namespace: Namespace,
      archive: AsyncIterable<Uint8Array>,
      signal: AbortSignal,
    ): AsyncIterable<LoadStep>
  }
  readonly containers: {
    follow(namespace: Namespace, signal: AbortSignal): AsyncIterable<ContainersChange>
    inspect(namespace: Namespace, id: ContainerId): Promise<ContainerDetails>
    /** Bytes of the writable layer. */
    size(namespace: Namespace, id: ContainerId): Promise<number>
    /** The command line, as a person would type it, that `run` stands for. */
    preview(namespace: Namespace, spec: RunSpec): readonly string[]
    run(
      namespace: Namespace,
      spec: RunSpec,
      report: (progress: Progress) => void,
      signal: AbortSignal,
    ): Promise<ContainerId>
    start(namespace: Namespace, id: ContainerId): Promise<void>
    stop(namespace: Namespace, id: ContainerId, graceSeconds?: number): Promise<void>
    kill(namespace: Namespace, id: ContainerId, signalName: string): Promise<void>
    restart(namespace: Namespace, id: ContainerId, graceSeconds?: number): Promise<void>
    pause(namespace: Namespace, id: ContainerId): Promise<void>
    unpause(namespace: Namespace, id: ContainerId): Promise<void>
    rename(namespace: Namespace, id: ContainerId, name: string): Promise<void>
    remove(
      namespace: Namespace,
      id: ContainerId,
      options: { readonly force: boolean; readonly removeAnonymousVolumes: boolean },
    ): Promise<void>
    logs(request: LogsRequest, signal: AbortSignal): AsyncIterable<LogBatch>
    /** A sample of each wanted container every two seconds; `wanted` may change at any time. */
    stats(
      namespace: Namespace,
      wanted: AsyncIterable<{ readonly ids: readonly ContainerId[] }>,
      signal: AbortSignal,
    ): AsyncIterable<StatsBatch>
    shell(namespace: Namespace, id: ContainerId, request: ShellRequest): Promise<Shell>
  }
  dispose(): Promise<void>
}
