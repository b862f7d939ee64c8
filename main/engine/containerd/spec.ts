import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { parseJson } from './labels.ts'

/** What the lists need of an OCI runtime specification. */
export type SpecFacts = {
  readonly command: readonly string[]
  readonly user?: string
  readonly workingDirectory?: string
  readonly hostname?: string
  readonly hasTerminal: boolean
  readonly cpus?: number
  readonly memoryBytes?: number
  readonly pids?: number
  readonly mounts: readonly SpecMount[]
  readonly hasReadOnlyRoot: boolean
  readonly capabilities: readonly string[]
  readonly environment: readonly string[]
}

export type SpecMount = {
  readonly type: string
  readonly source: string
  readonly destination: string
  readonly isReadOnly: boolean
}

const strings = z.array(z.string()).nullish()
/** The parts that are read, of https://github.com/opencontainers/runtime-spec, lenient beside them. */
const Spec = z.object({
  process: z
    .object({
      args: strings,
      env: strings,
      cwd: z.string().nullish(),
      terminal: z.boolean().nullish(),
      user: z
        .object({
          uid: z.number().nullish(),
          gid: z.number().nullish(),
          username: z.string().nullish(),
        })
        .nullish(),
      capabilities: z.object({ bounding: strings }).nullish(),
    })
    .nullish(),
  root: z.object({ readonly: z.boolean().nullish() }).nullish(),
  hostname: z.string().nullish(),
  mounts: z
    .array(
      z.object({
        destination: z.string(),
        type: z.string().nullish(),
        source: z.string().nullish(),
        options: strings,
      }),
    )
    .nullish(),
  linux: z
    .object({
      resources: z
        .object({
          cpu: z.object({ quota: z.number().nullish(), period: z.number().nullish() }).nullish(),
          memory: z.object({ limit: z.number().nullish() }).nullish(),
          pids: z.object({ limit: z.number().nullish() }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
})
type Spec = z.infer<typeof Spec>

/** The same for the same specification: much cheaper than reading it. */
export const specFingerprint = (bytes: Uint8Array): string => `${bytes.length}:${crc32(bytes)}`

/** What cannot be read is as if nothing were in it: one odd container must not hide the others. */
export function parseSpec(bytes: Uint8Array): SpecFacts {
  return factsOf(readSpec(bytes) ?? {})
}

function readSpec(bytes: Uint8Array): Spec | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
  return Spec.safeParse(parseJson(slim(text)) ?? parseJson(text)).data
}

/**
 * Without the hooks and the system call filter, which are most of it: 200 of them are read for one
 * list. Whole where the keys do not stand in the order of Go's structs. In a string the quotes that
 * are looked for would be escaped.
 */
function slim(text: string): string {
  const seccomp = text.indexOf(',"seccomp":{')
  const isShort = seccomp > 0 && isBefore(text, seccomp, [...mainKeys, ',"resources":{'])
  const short = isShort ? `${text.slice(0, seccomp)}}}` : text
  const hooks = short.indexOf(',"hooks":{')
  if (hooks < 0 || !isBefore(short, hooks, mainKeys)) return short
  const ends = [',"annotations":{', ',"linux":{'].map((key) => short.indexOf(key, hooks))
  const end = Math.min(...ends.filter((place) => place > 0))
  return end === Infinity ? short : short.slice(0, hooks) + short.slice(end)
}

const mainKeys = [',"process":{', ',"root":{', ',"hostname":"', ',"mounts":[']
/** What comes early is found early, so this is quick where the order is the usual one. */
const isBefore = (text: string, place: number, keys: readonly string[]): boolean =>
  keys.every((key) => {
    const found = text.indexOf(key)
    return found >= 0 && found < place
  })

function factsOf({ process, root, hostname, mounts, linux }: Spec): SpecFacts {
  const resources = linux?.resources
  const user = userOf(process?.user)
  const cpus = cpusOf(resources?.cpu)
  const memoryBytes = limitOf(resources?.memory?.limit)
  const pids = limitOf(resources?.pids?.limit)
  return {
    command: process?.args ?? [],
    hasTerminal: process?.terminal ?? false,
    environment: process?.env ?? [],
    capabilities: process?.capabilities?.bounding ?? [],
    hasReadOnlyRoot: root?.readonly ?? false,
    mounts: (mounts ?? []).map((mount) => ({
      type: mount.type ?? '',
      source: mount.source ?? '',
      destination: mount.destination,
      isReadOnly: mount.options?.includes('ro') ?? false,
    })),
    ...(user === undefined ? {} : { user }),
    ...(process?.cwd ? { workingDirectory: process.cwd } : {}),
    ...(hostname ? { hostname } : {}),
    ...(cpus === undefined ? {} : { cpus }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(pids === undefined ? {} : { pids }),
  }
}

function userOf(
  user:
    | {
        uid?: number | null | undefined
        gid?: number | null | undefined
        username?: string | null | undefined
      }
    | null
    | undefined,
): string | undefined {
  if (user?.username) return user.username
  if (!user?.uid && !user?.gid) return undefined
  return user.gid ? `${user.uid ?? 0}:${user.gid}` : `${user.uid ?? 0}`
}

const usualPeriod = 100_000
function cpusOf(
  cpu: { quota?: number | null | undefined; period?: number | null | undefined } | null | undefined,
): number | undefined {
  if (!cpu?.quota || cpu.quota <= 0) return undefined
  return cpu.quota / (cpu.period ?? usualPeriod)
}

// "No limit" is absent, 0, -1, or one near the largest number, by cgroup version and program.
const limitOf = (limit: number | null | undefined): number | undefined =>
  limit === null || limit === undefined || limit <= 0 || limit >= 2 ** 62 ? undefined : limit
