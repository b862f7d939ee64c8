import { randomBytes } from 'node:crypto'
import type { ContainerId } from '../../../preload/contract/containers.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import type { RunSpec } from '../../../preload/contract/run.ts'
import type { Namespace } from '../../../preload/contract/scope.ts'
import { orMissing } from './access.ts'
import { checkRun } from './run-check.ts'
import { inNamespace } from './client.ts'
import type { Progress } from '../engine.ts'
import { ContainerId as Id } from '../../../preload/contract/containers.ts'
import { fromGrpc } from './grpc-errors.ts'
import { label } from './labels.ts'
import type { Link, Up } from './link.ts'
import { cancelled, runVerb } from './runner.ts'
import { remove } from './verbs/remove.ts'
import { run as runOf } from './verbs/run.ts'

/** Makes a container by its specification; a run that fails or is cancelled leaves none behind. */
export async function runContainer(
  link: Link,
  namespace: Namespace,
  spec: RunSpec,
  report: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<ContainerId> {
  checkRun(spec)
  const up = await link.up()
  const token = randomBytes(8).toString('hex')
  const verb = runOf(spec, token)
  const stop = new AbortController()
  // Killed while it makes the container, nerdctl would leave a name that nobody can use again; so
  // only a pull is cut off, and what is made after it is removed.
  const abort = () =>
    void isHere(up, namespace, spec.image).then(
      (is) => is || stop.abort(),
      () => stop.abort(),
    )
  const silence = tellSteps(up, namespace, spec, report)
  try {
    if (signal.aborted) throw cancelled(verb.name)
    signal.addEventListener('abort', abort, { once: true })
    await refuseName(up, namespace, spec.name)
    const id = await runVerb(up.host, verb, {
      namespace,
      signal: stop.signal,
      onLine: (line) => report({ line: plain(line) }),
    })
    if (!isAborted(signal)) return id
    throw cancelled(verb.name)
  } catch (error) {
    await removeTraces(up, namespace, token)
    throw isAborted(signal) ? cancelled(verb.name) : fromGrpc(error, verb.name)
  } finally {
    signal.removeEventListener('abort', abort)
    silence()
  }
}

// The type checker takes it for unchanged after an await.
const isAborted = (signal: AbortSignal): boolean => signal.aborted

/** Says what is being done: nerdctl itself is silent, or tells only of a pull. */
function tellSteps(
  up: Up,
  namespace: Namespace,
  spec: RunSpec,
  report: (progress: Progress) => void,
): () => void {
  report({ step: spec.pull === 'always' ? `Pulling ${spec.image}` : 'Creating the container' })
  const unlisten = up.listen((event, where) => {
    if (where !== namespace) return
    if (event.type === 'image-changed') report({ step: 'Creating the container' })
    if (event.type === 'container-created' && spec.starts)
      report({ step: 'Starting the container' })
  })
  if (spec.pull === 'missing')
    void isHere(up, namespace, spec.image).then(
      (is) => is || report({ step: `Pulling ${spec.image}` }),
      () => undefined, // the run itself says what is wrong
    )
  return unlisten
}

async function isHere(up: Up, namespace: Namespace, image: string): Promise<boolean> {
  const options = inNamespace(namespace, up.lost)
  const names = fullNames(image)
  const answers = await Promise.all(
    names.map((name) => orMissing(up.clients.images.get({ name }, options))),
  )
  return answers.some((answer) => answer?.image !== undefined)
}

/** What a short reference stands for (distribution/reference's familiar names). */
export function fullNames(image: string): readonly string[] {
  const tagged = /@|:[^/]*$/.test(image) ? image : `${image}:latest`
  const [first = '', ...rest] = tagged.split('/')
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')
  if (hasRegistry) return [tagged]
  return [tagged, rest.length === 0 ? `docker.io/library/${tagged}` : `docker.io/${tagged}`]
}

/** nerdctl finds a name that is taken only after the pull. */
async function refuseName(up: Up, namespace: Namespace, name: string | undefined): Promise<void> {
  if (name === undefined) return
  const [other] = await withLabel(up, namespace, label.name, name)
  if (other === undefined) return
  throw new AppError({
    code: 'conflict',
    reason: 'name-in-use',
    message: `The name ${name} is already used by another container.`,
    hint: 'Choose another name, or remove that container.',
    field: 'name',
    detail: other,
  })
}

async function withLabel(
  { clients, lost }: Up,
  namespace: Namespace,
  key: string,
  value: string,
): Promise<readonly ContainerId[]> {
  const filters = [`labels.${JSON.stringify(key)}==${JSON.stringify(value)}`]
  const { containers } = await clients.containers.list({ filters }, inNamespace(namespace, lost))
  return containers.flatMap(({ id }) => Id.safeParse(id).data ?? [])
}

async function removeTraces(up: Up, namespace: Namespace, token: string): Promise<void> {
  try {
    for (const id of await withLabel(up, namespace, label.run, token)) {
      const options = { force: true, removeAnonymousVolumes: true }
      await runVerb(up.host, remove(id, options), { namespace })
    }
  } catch {
    // The error that led here says more; what could not be removed is in the list, to be seen.
  }
}

const plain = (line: string): string => line.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, '').trimEnd()
