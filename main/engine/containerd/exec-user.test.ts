import { expect, test } from 'vitest'
import { findUser } from './exec-user.ts'

const passwd =
  'root:x:0:0:root:/root:/bin/sh\n# note\n\napp:x:1000:1001:app:/home/app:/bin/sh\nodd:x\n'
const group = 'root:x:0:\nempty:x:65534:\nwheel:x:10:root,app\naudio:x:29: app\napp:x:1001:app\n'
const files = { passwd, group }

test('a name brings its group and its other groups', () => {
  expect(findUser('app', files)).toEqual({ uid: 1000, gid: 1001, additionalGids: [1001, 10, 29] })
  expect(findUser('root', files)).toEqual({ uid: 0, gid: 0, additionalGids: [0, 10] })
  expect(findUser('odd', files)).toEqual({ uid: 0, gid: 0, additionalGids: [0] })
})

test('a number that has a name is that user, any other has group 0', () => {
  expect(findUser('1000', files)).toEqual({ uid: 1000, gid: 1001, additionalGids: [1001, 10, 29] })
  expect(findUser('77', files)).toEqual({ uid: 77, gid: 0, additionalGids: [0] })
  expect(findUser('77', {})).toEqual({ uid: 77, gid: 0, additionalGids: [0] })
})

test('a named group is the only one', () => {
  expect(findUser('app:wheel', files)).toEqual({ uid: 1000, gid: 10, additionalGids: [10] })
  expect(findUser('1:2', {})).toEqual({ uid: 1, gid: 2, additionalGids: [2] })
  expect(findUser('app:5', files)).toEqual({ uid: 1000, gid: 5, additionalGids: [5] })
})

test('who is not there is said in words', () => {
  const failure = (user: string, from = files) => {
    try {
      findUser(user, from)
    } catch (error) {
      return String(error)
    }
    return undefined
  }
  expect(failure('nobody')).toBe('AppError: There is no user nobody in this container.')
  expect(failure('app:nobody')).toBe('AppError: There is no group nobody in this container.')
  expect(failure('app', { passwd: '', group: '' })).toContain('no user app')
  expect(failure('4294967295')).toContain('too large')
})
