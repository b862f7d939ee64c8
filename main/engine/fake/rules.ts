import { AppError, type ErrorData } from '../../../preload/contract/errors.ts'
import type { Held } from './held.ts'

const problem = (data: ErrorData) => new AppError(data)

export const missing = (id: string) =>
  problem({
    code: 'not-found',
    reason: 'container-not-found',
    message: `There is no container ${id.slice(0, 12)}.`,
    hint: 'It may have been removed since.',
  })

export const nameInUse = (name: string) =>
  problem({
    code: 'conflict',
    reason: 'name-in-use',
    field: 'name',
    message: `Another container is named “${name}”.`,
    hint: 'Choose another name, or remove the other container.',
  })

export const portInUse = (port: number, by: string) =>
  problem({
    code: 'conflict',
    reason: 'port-in-use',
    field: 'ports',
    message: `Port ${port} of the host is in use by “${by}”.`,
    hint: 'Choose another port, or stop what uses it.',
  })

export const imageMissing = (image: string) =>
  problem({
    code: 'not-found',
    reason: 'image-not-found',
    field: 'image',
    message: `There is no image “${image}”.`,
    hint: 'Check its name, or load it from a file.',
  })

export const networkMissing = (network: string) =>
  problem({
    code: 'not-found',
    reason: 'network-not-found',
    field: 'network',
    message: `There is no network “${network}”.`,
    hint: 'Create it first, or choose another.',
  })

export const notRunning = ({ name }: Held) =>
  problem({
    code: 'conflict',
    reason: 'not-running',
    message: `“${name}” is not running.`,
    hint: 'Start it first.',
  })

export const isRunning = ({ name }: Held) =>
  problem({
    code: 'conflict',
    reason: 'container-running',
    message: `“${name}” is running.`,
    hint: 'Stop it first, or remove it by force.',
  })

export const isPaused = ({ name }: Held) =>
  problem({
    code: 'conflict',
    reason: 'already-paused',
    message: `“${name}” is paused.`,
    hint: 'Resume it first.',
  })

export const notPaused = ({ name }: Held) =>
  problem({
    code: 'conflict',
    reason: 'not-paused',
    message: `“${name}” is not paused.`,
  })

export const programMissing = (program: string) =>
  problem({
    code: 'invalid-input',
    reason: 'command-not-found',
    field: 'command',
    message: `There is no program “${program}” in the container.`,
    hint: 'Check the command; a shell is often sh.',
    detail: `exec: "${program}": executable file not found in $PATH`,
  })

export const engineOff = (): ErrorData => ({
  code: 'unavailable',
  message: 'The machine is stopped.',
  hint: 'Start it to see its containers.',
})

export const engineSilent = (): ErrorData => ({
  code: 'unavailable',
  message: 'containerd does not answer.',
  hint: 'Restart the machine.',
  detail: 'connect ECONNREFUSED containerd.sock',
})

export const namespaceMissing = (name: string) =>
  problem({ code: 'not-found', message: `There is no namespace “${name}”.` })

export const namespaceTaken = (name: string) =>
  problem({
    code: 'conflict',
    message: `There is a namespace “${name}” already.`,
    field: 'namespace',
  })

export const namespaceNotEmpty = (name: string) =>
  problem({
    code: 'conflict',
    reason: 'namespace-not-empty',
    message: `The namespace “${name}” is not empty.`,
    hint: 'Remove its containers and images first.',
  })

export const badArchive = () =>
  problem({
    code: 'invalid-input',
    reason: 'bad-archive',
    message: 'This is not an archive of images, or a part of it is missing.',
    hint: 'Take a file that was made by nerdctl save or docker save.',
  })
