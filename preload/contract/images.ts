import { z } from 'zod'
import { duplex, stream } from './define.ts'
import { Feed } from './feed.ts'
import { Scope, Size, Time } from './scope.ts'

export const ImageName = z.string().brand<'ImageName'>()
export type ImageName = z.infer<typeof ImageName>

/** An image as far as the Run dialog and the container pages need it. */
export const Image = z.object({
  /** The full reference: `docker.io/library/busybox:1.37`. */
  name: ImageName,
  digest: z.string(),
  createdAt: Time,
  /** Of the layers as they were fetched. Absent where the platform's manifest is not here. */
  sizeBytes: Size.optional(),
  /** What its configuration offers: ports as `80/tcp`, volumes as paths. */
  exposedPorts: z.array(z.string()),
  volumes: z.array(z.string()),
  command: z.array(z.string()),
  entrypoint: z.array(z.string()),
  environment: z.array(z.string()),
  user: z.string().optional(),
  workingDirectory: z.string().optional(),
})
export type Image = z.infer<typeof Image>

export const LoadStep = z.discriminatedUnion('type', [
  /** How many bytes of the archive the engine has taken. */
  z.object({ type: z.literal('progress'), bytes: Size }),
  z.object({ type: z.literal('loaded'), images: z.array(z.string()) }),
])
export type LoadStep = z.infer<typeof LoadStep>

export const images = {
  follow: stream(Scope, Feed(Image, ImageName)),
  /** The page sends the archive itself, piece by piece, so no path of the host crosses. */
  load: duplex(
    Scope.extend({ fileName: z.string().max(1024), sizeBytes: Size }),
    LoadStep,
    z.instanceof(Uint8Array),
  ),
}
