import { expect, test } from 'vitest'
import { isKey, keyNames } from './keys.ts'

const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }

test('a shortcut is written as the platform does', () => {
  expect([keyNames('Mod+K', false), keyNames('Mod+K', true), keyNames('Shift+C', false)]).toEqual([
    'Ctrl K',
    '⌘K',
    'Shift C',
  ])
})

test('Mod is Cmd on a Mac and Ctrl elsewhere, and no other modifier may be held', () => {
  const ctrl = { ...none, key: 'k', ctrlKey: true }
  const cmd = { ...none, key: 'k', metaKey: true }
  expect([
    isKey(ctrl, 'Mod+K', false),
    isKey(ctrl, 'Mod+K', true),
    isKey(cmd, 'Mod+K', true),
    isKey({ ...ctrl, shiftKey: true }, 'Mod+K', false),
  ]).toEqual([true, false, true, false])
})
