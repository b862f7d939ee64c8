import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A fresh token of 24 random bytes. */
export const createToken = (): string => randomBytes(24).toString('base64url')

/** Compares in a time that tells nothing of where, or in how many characters, they differ. */
export const isSameSecret = (given: string | null | undefined, secret: string): boolean =>
  typeof given === 'string' && timingSafeEqual(digest(given), digest(secret))

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
