import { Button, IconButton } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/Field.tsx'
import { rowError, withRow } from './editing.ts'
import type { Editing } from './editing.ts'
import type { PortRow } from './ports.ts'
import css from './run.module.css'
import { strings } from './strings.ts'

const noPort: PortRow = { host: '', container: '' }

const Row = ({ editing, index, row }: { editing: Editing; index: number; row: PortRow }) => {
  const { form, errors, change } = editing
  const put = (next?: PortRow) => change({ ports: withRow(form.ports, index, next) })
  const place = index + 1
  return (
    <div className={css['port']}>
      <TextField
        label={strings.hostPort(place)}
        isLabelHidden
        value={row.host}
        onChange={(host) => put({ ...row, host })}
        error={rowError(errors, 'ports', index, 'host')}
        placeholder={strings.hostPortPlaceholder}
        isMono
      />
      <span className={css['between']} aria-hidden>
        →
      </span>
      <TextField
        label={strings.containerPort(place)}
        isLabelHidden
        value={row.container}
        onChange={(container) => put({ ...row, container })}
        error={rowError(errors, 'ports', index, 'container')}
        placeholder={strings.containerPortPlaceholder}
        isMono
      />
      <IconButton
        icon="close"
        kind="quiet"
        label={strings.removePort(place)}
        onClick={() => put()}
      />
    </div>
  )
}

/** Ports of the machine that lead into the container; what the image offers is one press away. */
export function PortRows({
  editing,
  offered,
  isTaken,
}: {
  editing: Editing
  /** What the image exposes, as `80/tcp`. */
  offered: readonly string[]
  /** A port of the machine turned out to be busy. */
  isTaken: boolean
}) {
  const { form, errors, change } = editing
  const missing = offered
    .map((port) => port.replace(/\/tcp$/, ''))
    .filter((port) => !form.ports.some(({ container }) => container === port))
  const add = (row: PortRow) => change({ ports: [...form.ports, row] })
  const free = () =>
    change({
      ports: form.ports.map((row, index) =>
        rowError(errors, 'ports', index, 'host') === undefined ? row : { ...row, host: '' },
      ),
    })
  return (
    <fieldset className={css['group']}>
      <legend>{strings.ports}</legend>
      {form.ports.map((row, index) => (
        <Row key={index} editing={editing} index={index} row={row} />
      ))}
      <div className={css['adds']}>
        {isTaken && (
          <Button size="small" onClick={free}>
            {strings.useFreePort}
          </Button>
        )}
        <Button size="small" kind="quiet" icon="plus" onClick={() => add(noPort)}>
          {strings.addPort}
        </Button>
        {missing.map((port) => (
          <Button key={port} size="small" onClick={() => add({ host: '', container: port })}>
            {strings.publish(port)}
          </Button>
        ))}
      </div>
    </fieldset>
  )
}
