import type { ContainerDetails } from '../../../../preload/contract/containers.ts'
import type { Image } from '../../../../preload/contract/images.ts'
import { splitPair } from './environment.ts'
import { emptyForm } from './form.ts'
import type { RunForm } from './form.ts'
import type { MountRow } from './mounts.ts'
import { writePort } from './ports.ts'
import { shellLine } from './shell-words.ts'
import { writeSize } from './values.ts'

const isAnonymous = (name: string | undefined) => /^[0-9a-f]{64}$/.test(name ?? '')

const text = (value: number | undefined) => value?.toString() ?? ''

function mountRows({ container }: ContainerDetails): MountRow[] {
  return container.mounts.flatMap(({ type, name, source, destination, isReadOnly }) => {
    if (type === 'other') return []
    const from = type === 'volume' ? (isAnonymous(name) ? '' : (name ?? '')) : source
    return [{ type, source: type === 'tmpfs' ? '' : from, destination, isReadOnly }]
  })
}

/** Labels that the engines and compose set themselves. */
const isOurs = (name: string) =>
  !/^(nerdctl\/|goldfinch\/|containerd\.io\/|io\.containerd|io\.kubernetes\.|com\.docker\.compose\.|org\.opencontainers\.)/.test(
    name,
  )

const networkOf = ({ container }: ContainerDetails) => {
  const [first] = container.networks
  return first === undefined || first.name === 'bridge' ? '' : first.name
}

/**
 * A form for another container like this one. What the image itself says is left out, and so is the
 * name, which is taken.
 */
export function formLike(details: ContainerDetails, image: Image | undefined): RunForm {
  const { container } = details
  const usual = [...(image?.entrypoint ?? []), ...(image?.command ?? [])]
  const isUsual = shellLine(container.command) === shellLine(usual)
  const entrypoint = image?.entrypoint ?? []
  const begins = shellLine(container.command.slice(0, entrypoint.length)) === shellLine(entrypoint)
  const words = begins ? container.command.slice(entrypoint.length) : container.command
  return {
    ...emptyForm,
    image: container.image,
    command: isUsual ? '' : shellLine(words),
    ports: container.ports.flatMap(({ protocol, hostAddress, ...port }) =>
      protocol === 'sctp'
        ? []
        : [
            writePort({
              ...port,
              protocol,
              ...(['0.0.0.0', '::', ''].includes(hostAddress) ? {} : { hostAddress }),
            }),
          ],
    ),
    mounts: mountRows(details),
    environment: details.environment
      .filter(
        (line) =>
          image?.environment.includes(line) !== true && !/^(HOSTNAME|PATH|HOME)=/.test(line),
      )
      .map(splitPair),
    labels: Object.entries(container.labels)
      .filter(([name]) => isOurs(name))
      .map(([name, value]) => ({ name, value })),
    network: networkOf(details),
    restart: container.restartPolicy.name,
    restartRetries: text(container.restartPolicy.maximumRetryCount),
    user: container.user === image?.user || container.user === 'root' ? '' : (container.user ?? ''),
    workingDirectory:
      container.workingDirectory === (image?.workingDirectory ?? '/')
        ? ''
        : (container.workingDirectory ?? ''),
    cpus: text(container.limits.cpus),
    memory:
      container.limits.memoryBytes === undefined ? '' : writeSize(container.limits.memoryBytes),
    pids: text(container.limits.pids),
    isPrivileged: details.isPrivileged,
    hasTerminal: container.hasTerminal,
    removesItself: container.removesItself,
  }
}
