/** What the engine's part of the set-up needs from here: its programs and its clients. */
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { findGo } from '../../resources/engine/go.mjs'
import { canInstall, installGo } from './debian.mjs'
import { explainFailure, LaunchError } from './failure.mjs'
import { packagedNode } from './packages.mjs'
import { runJob } from './tool.mjs'

/** @typedef {import('./setup.mjs').Setup} Setup */
/** @typedef {import('./report.mjs').Progress} Progress */

/**
 * Builds the programs that run containers, from source.
 *
 * @param {Setup} setup
 * @param {Progress} progress
 */
export async function buildPrograms(setup, progress) {
  await callWithGo(setup, progress, {
    ...{ file: 'build.mjs', name: 'buildBundle', task: 'Building the engine' },
    onProgress: (step) => progress(describeStep(step)),
  })
}

/**
 * Generates the clients of containerd's interfaces.
 *
 * @param {Setup} setup
 * @param {Progress} progress
 */
export async function generateClients(setup, progress) {
  const { isNew } = await callWithGo(setup, progress, {
    ...{ file: 'generate.mjs', name: 'generateClients', task: "Generating containerd's clients" },
  })
  if (isNew) progress('generated')
}

/**
 * @param {{ program: string, index: number, count: number, phase: string, done: number, total: number }} step
 */
export function describeStep({ program, index, count, phase, done, total }) {
  if (phase === 'wait') return 'waiting for another build to finish'
  const what = {
    download: done ? `fetching sources (${done})` : 'fetching sources',
    compile: total ? `compiling ${done} of ${total}` : 'compiling',
    done: 'ready',
  }
  return `${index} of ${count}, ${program}: ${what[phase] ?? phase}`
}

/**
 * Calls an exported function of the engine's build; where Go is missing, installs it and calls again.
 *
 * @param {Setup} setup
 * @param {Progress} progress
 * @param {{ file: string, name: string, task: string, onProgress?: (step: any) => void }} call
 */
async function callWithGo(setup, progress, call) {
  const first = await callEngine(setup, call)
  if (first.code === 0) return first.result
  if (first.error?.code !== 'missing-tool' || (await findGo()) || !(await canInstall()))
    throw explain(first, call.task)
  await installGo(setup, progress)
  const second = await callEngine(setup, call)
  if (second.code !== 0) throw explain(second, call.task)
  return second.result
}

/**
 * @param {Setup} setup
 * @param {{ file: string, name: string, onProgress?: (step: any) => void }} call
 */
function callEngine({ root, log, signal }, { file, name, onProgress }) {
  const module = pathToFileURL(join(root, 'resources', 'engine', file)).href
  const execPath = packagedNode(root)
  return runJob({ call: { module, name } }, { log, signal, onProgress, execPath })
}

/**
 * @param {import('./tool.mjs').Outcome} outcome
 * @param {string} task
 */
function explain({ error, lines }, task) {
  if (!error?.code) return explainFailure(task, lines, 'Start again; what is finished stays.')
  const detail = error.code === 'missing-tool' ? undefined : lines.slice(-20).join('\n')
  return new LaunchError(error.message, {
    detail,
    hint: error.code === 'build-failed' ? 'Start again; what is finished stays.' : undefined,
  })
}
