import { z } from 'zod'
import { ContainerId, type LogsRequest } from '../../../preload/contract/containers.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { Namespace } from '../../../preload/contract/scope.ts'
import type { Host } from '../../machine/machine.ts'
import { inNamespace, type Clients } from './client.ts'
import { fromGrpc } from './grpc-errors.ts'
import { unlessMissing, type LogHostFiles } from './logs-files.ts'

/** Where logs are looked for. */
export type LogPlaces = {
  readonly host: Pick<Host, 'dataStore'> & { readonly files: LogHostFiles }
  readonly clients: Pick<Clients, 'containers'>
}

const LogConfig = z.object({
  driver: z.string(),
  opts: z.record(z.string(), z.string()).nullish(),
})

/**
 * The path of a container's json-file log, which need not exist yet.
 * @throws AppError not-found, unsupported
 */
export async function findLog(places: LogPlaces, request: LogsRequest): Promise<string> {
  const { namespace, id } = validated(request)
  const folder = `${places.host.dataStore}/containers/${namespace}/${id}`
  const text = await unlessMissing(places.host.files.readText(`${folder}/log-config.json`))
  if (text === undefined) throw await whyMissing(places, namespace, id)
  const config = LogConfig.safeParse(parseJson(text))
  if (!config.success) throw damaged(folder, config.error.message)
  const { driver, opts } = config.data
  if (driver !== 'json-file') throw otherDriver(driver)
  const path = opts?.['log-path']
  return path?.startsWith('/') === true ? path : `${folder}/${id}-json.log`
}

/** Both become parts of a path. */
function validated(request: LogsRequest): { namespace: Namespace; id: ContainerId } {
  const namespace = Namespace.safeParse(request.namespace)
  const id = ContainerId.safeParse(request.id)
  if (namespace.success && id.success) return { namespace: namespace.data, id: id.data }
  throw new AppError({ code: 'invalid-input', message: 'This is not a container id.', field: 'id' })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // Says the schema in better words.
  }
}

/** The driver `none` leaves nothing behind; other clients than nerdctl keep logs elsewhere or not at all. */
async function whyMissing({ clients }: LogPlaces, namespace: Namespace, id: ContainerId) {
  try {
    const { container } = await clients.containers.get({ id }, inNamespace(namespace))
    return container?.labels['nerdctl/log-uri'] === 'none' ? otherDriver('none') : foreign()
  } catch (error) {
    return fromGrpc(error, `Reading the log of ${id.slice(0, 12)}`)
  }
}

const otherDriver = (driver: string) =>
  new AppError({
    code: 'unsupported',
    reason: 'log-driver',
    message:
      driver === 'none'
        ? 'This container keeps no log: it was made with the log driver none.'
        : `This container writes its log with the driver ${driver}, which cannot be read here.`,
    hint:
      driver === 'journald'
        ? 'Read it with journalctl on the machine.'
        : 'Make the container again with the log driver json-file to see its log here.',
  })

const foreign = () =>
  new AppError({
    code: 'unsupported',
    reason: 'log-driver',
    message: 'This container was not made by nerdctl, and its log is not where nerdctl keeps logs.',
    hint: 'Read it with the tool that made the container.',
  })

const damaged = (folder: string, detail: string) =>
  new AppError({
    code: 'failed',
    message:
      'It cannot be told where this container keeps its log, because log-config.json is damaged.',
    hint: `Look at ${folder}/log-config.json.`,
    detail,
  })
