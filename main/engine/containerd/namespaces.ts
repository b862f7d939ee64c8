import { AppError } from '../../../preload/contract/errors.ts'
import type { z } from 'zod'
import type { NamespaceInfo } from '../../../preload/contract/namespaces.ts'
import { Namespace } from '../../../preload/contract/scope.ts'
import { Code, ConnectError } from '@connectrpc/connect'
import { inNamespace } from './client.ts'
import { fromGrpc } from './grpc-errors.ts'
import type { Labels } from './labels.ts'
import type { Link } from './link.ts'
import { createTable, type Table, type Trouble } from './table.ts'

export type NamespaceRow = z.infer<typeof NamespaceInfo>

/** All namespaces, live. */
export function createNamespacesTable(
  link: Link,
  onTrouble?: (trouble: Trouble) => void,
): Table<NamespaceRow, Namespace> {
  return createTable<NamespaceRow, Namespace>({
    name: 'namespaces',
    link,
    concerns: () => true,
    open: ({ clients, lost }, patch) => {
      const list = async () => {
        const { namespaces } = await clients.namespaces.list({}, { signal: lost })
        return namespaces.flatMap(({ name, labels }) => rowOf(name, labels))
      }
      const findNew = async () => {
        for (const [name, row] of await list()) patch.upsert(name, row)
      }
      return {
        load: list,
        hear: (event, where) => {
          if (event.type === 'namespace-changed')
            for (const [name, row] of rowOf(event.name, event.labels)) patch.upsert(name, row)
          else if (event.type === 'namespace-deleted')
            for (const [name] of rowOf(event.name, {})) patch.remove(name)
          // The first object in a namespace makes it, and no event tells of that.
          else if (rowOf(where, {}).some(([name]) => !patch.rows().has(name)))
            patch.later(findNew())
        },
      }
    },
    onTrouble,
  })
}

function rowOf(name: string, labels: Labels): readonly (readonly [Namespace, NamespaceRow])[] {
  const known = Namespace.safeParse(name).data
  if (known === undefined) return []
  // BuildKit keeps the records of builds beside each namespace, Docker's too.
  return [[known, { name: known, labels: { ...labels }, isInternal: name.endsWith('_history') }]]
}

export async function createNamespace(link: Link, name: Namespace): Promise<void> {
  const { clients, lost } = await link.up()
  try {
    await clients.namespaces.create({ namespace: { name } }, { signal: lost })
  } catch (error) {
    if (error instanceof ConnectError && error.code === Code.AlreadyExists)
      throw new AppError({
        code: 'conflict',
        reason: 'namespace-exists',
        message: `The namespace ${name} exists already.`,
        field: 'namespace',
      })
    throw fromGrpc(error, `Creating the namespace ${name}`)
  }
}

/** Only an empty one goes: nerdctl's volumes count too, although containerd does not know them. */
export async function removeNamespace(link: Link, name: Namespace): Promise<void> {
  const { clients, host, lost } = await link.up()
  try {
    const volumes = await host.files.list(`${host.dataStore}/volumes/${name}`).catch(noFolder)
    if (volumes.some((entry) => !entry.startsWith('.'))) throw notEmpty(name, 'volumes')
    await clients.namespaces.delete({ name }, { ...inNamespace(name), signal: lost })
  } catch (error) {
    if (!(error instanceof ConnectError)) throw fromGrpc(error, `Removing the namespace ${name}`)
    if (error.code === Code.FailedPrecondition) throw notEmpty(name, error.rawMessage)
    if (error.code === Code.NotFound)
      throw new AppError({
        code: 'not-found',
        reason: 'namespace-not-found',
        message: `There is no namespace ${name}.`,
      })
    throw fromGrpc(error, `Removing the namespace ${name}`)
  }
}

function noFolder(error: unknown): readonly string[] {
  if (error instanceof AppError && error.data.code === 'not-found') return []
  throw error
}

const notEmpty = (name: string, detail: string): AppError =>
  new AppError({
    code: 'conflict',
    reason: 'namespace-not-empty',
    message: `The namespace ${name} is not empty.`,
    hint: 'Remove its containers, images and volumes first.',
    detail,
  })
