import type { Container, ContainerId } from '../../../preload/contract/containers.ts'
import { AppError, type ErrorData } from '../../../preload/contract/errors.ts'
import type { Image, ImageName } from '../../../preload/contract/images.ts'
import type { NamespaceInfo } from '../../../preload/contract/namespaces.ts'
import type { Namespace } from '../../../preload/contract/scope.ts'
import { createFeed, type Feed } from '../../base/feed.ts'
import type { Clock } from './clock.ts'
import { isUp, rowOf, type Held } from './held.ts'
import { missing, portInUse } from './rules.ts'

type ContainersFeed = Feed<Container, ContainerId>
type ImagesFeed = Feed<Image, ImageName>

/** Everything that the fake engine holds. */
export type World = {
  readonly clock: Clock
  readonly namespaces: Feed<NamespaceInfo, Namespace>
  containers(namespace: Namespace): ContainersFeed
  images(namespace: Namespace): ImagesFeed
  all(): readonly Held[]
  find(namespace: Namespace, id: ContainerId): Held
  isNameTaken(namespace: Namespace, name: string): boolean
  /** Throws `conflict` when a running container has one of its ports. */
  checkPorts(held: Held): void
  freePort(): number
  add(held: Held): void
  changed(held: Held): void
  remove(held: Held): void
  nextPid(): number
  /** Throws `unavailable` while the engine cannot be reached. */
  check(): void
  isReachable(): boolean
  /** Why it cannot be reached; undefined when it can. */
  setProblem(problem: ErrorData | undefined): void
}

const key = (namespace: Namespace, id: ContainerId) => `${namespace}/${id}`

export function createWorld(clock: Clock): World {
  const held = new Map<string, Held>()
  const namespaces = createFeed<NamespaceInfo, Namespace>(({ name }) => name)
  const containers = new Map<Namespace, ContainersFeed>()
  const images = new Map<Namespace, ImagesFeed>()
  let problem: ErrorData | undefined
  let pid = 4100

  const feedIn = <Row, Id>(
    feeds: Map<Namespace, Feed<Row, Id>>,
    namespace: Namespace,
    idOf: (row: Row) => Id,
  ) => {
    const known = feeds.get(namespace)
    if (known !== undefined) return known
    const made = createFeed<Row, Id>(idOf)
    if (problem !== undefined) made.unreachable(problem)
    feeds.set(namespace, made)
    return made
  }
  const containersIn = (namespace: Namespace) => feedIn(containers, namespace, (row) => row.id)
  const imagesIn = (namespace: Namespace) => feedIn(images, namespace, (row) => row.name)
  const all = () => [...held.values()]
  const ownerOf = (port: number, except?: Held) =>
    all().find(
      (other) =>
        other !== except &&
        isUp(other) &&
        other.base.ports.some(({ hostPort }) => hostPort === port),
    )
  return {
    clock,
    namespaces,
    containers: containersIn,
    images: imagesIn,
    all,
    find: (namespace, id) => {
      const found = held.get(key(namespace, id))
      if (found === undefined) throw missing(id)
      return found
    },
    isNameTaken: (namespace, name) =>
      all().some((other) => other.namespace === namespace && other.name === name),
    checkPorts: (one) => {
      for (const { hostPort } of one.base.ports) {
        const owner = ownerOf(hostPort, one)
        if (owner !== undefined) throw portInUse(hostPort, owner.name)
      }
    },
    freePort: () => {
      let port = 49_153
      while (ownerOf(port) !== undefined) port += 1
      return port
    },
    add: (one) => {
      if (namespaces.get(one.namespace) === undefined)
        namespaces.upsert({ name: one.namespace, labels: {}, isInternal: false })
      held.set(key(one.namespace, one.base.id), one)
      containersIn(one.namespace).upsert(rowOf(one))
    },
    changed: (one) => {
      if (held.has(key(one.namespace, one.base.id))) containersIn(one.namespace).upsert(rowOf(one))
    },
    remove: (one) => {
      held.delete(key(one.namespace, one.base.id))
      containersIn(one.namespace).remove(one.base.id)
    },
    nextPid: () => {
      pid += 7
      return pid
    },
    check: () => {
      if (problem !== undefined) throw new AppError(problem)
    },
    isReachable: () => problem === undefined,
    setProblem: (next) => {
      problem = next
      for (const feed of [namespaces, ...containers.values(), ...images.values()]) {
        if (next === undefined) feed.reachable()
        else feed.unreachable(next)
      }
    },
  }
}
