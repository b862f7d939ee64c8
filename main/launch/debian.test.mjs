import { expect, test } from 'vitest'
import { newestGo, withBackports } from './debian.mjs'

test('the newest Go that can fetch another is chosen', () => {
  const names = [
    'golang-1.9-go',
    'golang-1.21-go',
    'golang-1.23-go',
    'golang-1.24-doc',
    'golang-go',
  ]
  expect(newestGo(names)).toBe('golang-1.23-go')
})

test('a Go that cannot fetch another is none', () => {
  expect(newestGo(['golang-1.19-go', 'golang-1.20-go'])).toBeUndefined()
})

// apt-get 2.6.1 indextargets --format '$(REPO_URI) $(CODENAME)'
const targets = [
  'http://deb.debian.org/debian-security/ bookworm-security',
  'http://deb.debian.org/debian/ bookworm',
  'http://deb.debian.org/debian/ bookworm-updates',
]

test('backports are looked for where the main archive comes from', () => {
  expect(withBackports(targets)).toBe(
    'deb http://deb.debian.org/debian/ bookworm main\n' +
      'deb http://deb.debian.org/debian/ bookworm-backports main\n',
  )
})
