import { expect, test } from 'vitest'
import { describeStep } from './engine.mjs'

const step = { program: 'runc', index: 2, count: 5, done: 0, total: 0 }

test('a step of the build is told in words', () => {
  const told = [
    { ...step, phase: 'wait' },
    { ...step, phase: 'download' },
    { ...step, phase: 'download', done: 12 },
    { ...step, phase: 'compile', done: 3, total: 40 },
    { ...step, phase: 'done' },
  ].map(describeStep)
  expect(told).toEqual([
    'waiting for another build to finish',
    '2 of 5, runc: fetching sources',
    '2 of 5, runc: fetching sources (12)',
    '2 of 5, runc: compiling 3 of 40',
    '2 of 5, runc: ready',
  ])
})
