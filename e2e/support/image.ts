// The engine's own tests need it too, and main cannot import from here.
export {
  busyboxArchive,
  busyboxImage,
  busyboxMissing,
} from '../../main/engine/conformance/image.ts'
