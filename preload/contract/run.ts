import { z } from 'zod'
import { Size } from './scope.ts'

const line = (what: string) =>
  z
    .string()
    .max(32_768, `${what} is too long.`)
    .regex(/^[^\u0000-\u001f\u007f]*$/, `${what} must not contain control characters.`)

const word = (what: string) => line(what).min(1, `${what} must not be empty.`)

/**
 * An image reference: the characters of distribution/reference's grammar. The engine knows the rest;
 * nested repetitions here would take for ever on a long row of underscores.
 */
export const ImageReference = word('An image')
  .max(512, 'An image reference has at most 512 characters.')
  .regex(
    /^[a-zA-Z0-9]([a-zA-Z0-9._:/@-]*[a-zA-Z0-9_])?$/,
    'An image looks like name:tag, registry/name:tag or name@sha256:….',
  )

const PortNumber = z
  .number()
  .int()
  .min(1, 'A port is 1 to 65535.')
  .max(65_535, 'A port is 1 to 65535.')

export const RunPort = z.object({
  hostAddress: z.union([z.ipv4(), z.ipv6()]).optional(),
  /** Absent: a free one is chosen. */
  hostPort: PortNumber.optional(),
  containerPort: PortNumber,
  protocol: z.enum(['tcp', 'udp']),
})
export type RunPort = z.infer<typeof RunPort>

export const RunMount = z.object({
  type: z.enum(['volume', 'bind', 'tmpfs']),
  /** A volume's name or an absolute path of the machine; nothing for tmpfs. */
  source: line('A source').optional(),
  destination: word('A destination').regex(
    /^\/[^:,]*$/,
    'A destination is an absolute path without colons or commas.',
  ),
  isReadOnly: z.boolean(),
})
export type RunMount = z.infer<typeof RunMount>

export const EnvironmentName = word('A variable').regex(
  /^[^=\s]+$/,
  'The name of a variable has no spaces and no equals sign.',
)

export const RunSpec = z.object({
  image: ImageReference,
  /** Absent: the engine invents one. */
  name: z
    .string()
    .max(128, 'A name has at most 128 characters.')
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9_.-]+$/,
      'A name starts with a letter or digit and has at least two of: letters, digits, dots, dashes, underscores.',
    )
    .optional(),
  /** Words after the image; absent: the image's own. */
  command: z
    .array(
      z
        .string()
        .max(131_072)
        .regex(/^[^\u0000]*$/),
    )
    .max(1000)
    .optional(),
  entrypoint: line('An entrypoint').optional(),
  ports: z.array(RunPort).max(200),
  mounts: z.array(RunMount).max(200),
  environment: z
    .array(
      z.object({
        name: EnvironmentName,
        value: z
          .string()
          .max(131_072)
          .regex(/^[^\u0000]*$/),
      }),
    )
    .max(1000),
  labels: z.array(z.object({ name: word('A label'), value: line('A label') })).max(1000),
  network: word('A network')
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.:-]*$/, 'This is not the name of a network.')
    .optional(),
  hostname: word('A host name')
    .max(253)
    .regex(/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/, 'This is not a host name.')
    .optional(),
  restart: z
    .object({
      name: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
      maximumRetryCount: z.number().int().min(1).max(1000).optional(),
    })
    .optional(),
  user: word('A user')
    .regex(
      /^[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?$/,
      'A user is name, uid, or either with :group.',
    )
    .optional(),
  workingDirectory: word('A directory')
    .startsWith('/', 'A directory is an absolute path.')
    .optional(),
  cpus: z.number().positive('CPUs are more than 0.').max(1024).optional(),
  memoryBytes: Size.min(6 * 1024 * 1024, 'A container needs at least 6 MB of memory.').optional(),
  pids: z.number().int().min(1).max(4_194_304).optional(),
  health: z
    .object({
      command: word('A health check'),
      intervalSeconds: z.number().int().min(1).max(86_400).optional(),
      timeoutSeconds: z.number().int().min(1).max(86_400).optional(),
      retries: z.number().int().min(1).max(100).optional(),
      startPeriodSeconds: z.number().int().min(0).max(86_400).optional(),
    })
    .optional(),
  addedCapabilities: z
    .array(z.string().regex(/^(CAP_)?[A-Z_]{2,40}$/, 'This is not a capability, like NET_ADMIN.'))
    .max(64),
  droppedCapabilities: z
    .array(z.string().regex(/^(CAP_)?[A-Z_]{2,40}$/, 'This is not a capability, like NET_ADMIN.'))
    .max(64),
  isPrivileged: z.boolean(),
  isReadOnly: z.boolean(),
  hasTerminal: z.boolean(),
  usesInit: z.boolean(),
  /** Removed by the engine when it ends. */
  removesItself: z.boolean(),
  /** Created only, when false. */
  starts: z.boolean(),
  /** `missing`: pull when the image is not there; `never`: fail instead. */
  pull: z.enum(['missing', 'always', 'never']),
})
export type RunSpec = z.infer<typeof RunSpec>
