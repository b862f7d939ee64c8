import { type Image, ImageName } from '../../../preload/contract/images.ts'
import type { Namespace } from '../../../preload/contract/scope.ts'
import { orMissing } from './access.ts'
import { inNamespace } from './client.ts'
import type { Image as EngineImage } from './generated/services/images/v1/images_pb.js'
import { createImageReader, type ImageFacts } from './image-content.ts'
import type { Link } from './link.ts'
import { createTable, type Table, type Trouble } from './table.ts'
import { toTime } from './time.ts'

/** The images of one namespace, live. */
export function createImagesTable(
  link: Link,
  namespace: Namespace,
  onTrouble?: (trouble: Trouble) => void,
): Table<Image, ImageName> {
  return createTable<Image, ImageName>({
    name: `images of ${namespace}`,
    namespace,
    link,
    concerns: ({ type }) => type.startsWith('image'),
    open: ({ clients, lost }, patch) => {
      const options = inNamespace(namespace, lost)
      const readFacts = createImageReader(clients, options)
      /** The newest reading of a name wins: two events of one name may be answered in any order. */
      const turns = new Map<string, number>()
      const rowOf = async (image: EngineImage) => imageRow(image, await readFacts(image.target))
      const read = async (name: string) => {
        const turn = (turns.get(name) ?? 0) + 1
        turns.set(name, turn)
        const image = (await orMissing(clients.images.get({ name }, options)))?.image
        const row = image && (await rowOf(image))
        if (turns.get(name) !== turn) return
        turns.delete(name)
        if (row === undefined) patch.remove(ImageName.parse(name))
        else patch.upsert(row.name, row)
      }
      return {
        load: async (loadOptions) => {
          const { images } = await clients.images.list({}, loadOptions)
          const rows = await Promise.all(images.map(rowOf))
          return rows.map((row) => [row.name, row])
        },
        hear: (event) => {
          if (event.type === 'image-changed' || event.type === 'image-deleted')
            patch.later(read(event.name))
        },
      }
    },
    onTrouble,
  })
}

function imageRow(image: EngineImage, facts: ImageFacts | undefined): Image {
  return {
    name: ImageName.parse(image.name),
    digest: image.target?.digest ?? '',
    createdAt: toTime(image.createdAt) ?? 0,
    exposedPorts: [],
    volumes: [],
    command: [],
    entrypoint: [],
    environment: [],
    ...facts,
  }
}
