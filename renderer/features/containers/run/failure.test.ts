import { describe, expect, it } from 'vitest'
import { placeFailure } from './failure.ts'
import { emptyForm } from './form.ts'

const same = (path: string) => path

describe('where a failed run is shown', () => {
  it('is the field that the error names', () => {
    const error = { code: 'invalid-input', message: 'No.', field: 'name' } as const
    expect(placeFailure(error, emptyForm, same)).toEqual({ name: 'No.' })
  })
  it('is the name when it is taken', () => {
    const error = { code: 'conflict', reason: 'name-in-use', message: 'Taken.' } as const
    expect(placeFailure(error, emptyForm, same)).toEqual({ name: 'Taken.' })
  })
  it('is the row of the port that is busy', () => {
    const form = {
      ...emptyForm,
      ports: [
        { host: '80', container: '80' },
        { host: '127.0.0.1:8080', container: '90' },
      ],
    }
    const error = {
      code: 'conflict',
      reason: 'port-in-use',
      message: 'Port 8080 is taken.',
    } as const
    expect(placeFailure(error, form, same)).toEqual({ 'ports.1.host': 'Port 8080 is taken.' })
  })
  it('is that row also when the error names the ports as a whole', () => {
    const form = { ...emptyForm, ports: [{ host: '5432', container: '80' }] }
    const error = {
      code: 'conflict',
      reason: 'port-in-use',
      field: 'ports',
      message: 'Port 5432 is taken.',
    } as const
    expect(placeFailure(error, form, same)).toEqual({ 'ports.0.host': 'Port 5432 is taken.' })
  })
  it('is nowhere in particular for everything else', () => {
    const error = { code: 'failed', message: 'Broken.' } as const
    expect(placeFailure(error, emptyForm, same)).toBeUndefined()
  })
})
