import { useMemo } from 'react'
import type { ClipboardEvent, Ref } from 'react'
import type { Image } from '../../../../preload/contract/images.ts'
import { useImages } from '../../../store/hooks.ts'
import { Combobox } from '../../../ui/Combobox.tsx'
import { Field, TextField } from '../../../ui/Field.tsx'
import { Checkbox } from '../../../ui/toggles.tsx'
import { shortImage } from '../image-name.ts'
import { hasErrorIn } from './editing.ts'
import type { Editing } from './editing.ts'
import { isCommon, usesMore } from './form.ts'
import { MoreFields } from './MoreFields.tsx'
import { MountRows } from './MountRows.tsx'
import { PairRows } from './PairRows.tsx'
import { PortRows } from './PortRows.tsx'
import css from './run.module.css'
import { strings } from './strings.ts'

const mostSuggestions = 50

function useSuggestions(typed: string) {
  const { rows } = useImages()
  return useMemo(() => {
    const wanted = typed.trim().toLowerCase()
    return [...rows.values()]
      .map(({ name }) => shortImage(name))
      .filter((name) => name.toLowerCase().includes(wanted) && name !== typed)
      .toSorted()
      .slice(0, mostSuggestions)
      .map((value) => ({ value, note: strings.imageHere }))
  }, [rows, typed])
}

/** The image that is typed, when it is here. */
function useImage(typed: string): Image | undefined {
  const { rows } = useImages()
  const name = shortImage(typed.trim())
  const wanted = /[:@]/.test(name) ? name : `${name}:latest`
  return useMemo(
    () => [...rows.values()].find((image) => shortImage(image.name) === wanted),
    [rows, wanted],
  )
}

const First = ({
  editing: { form, errors, change },
  imageRef,
}: {
  editing: Editing
  imageRef: Ref<HTMLInputElement>
}) => (
  <div className={css['pair']}>
    <Field label={strings.image} error={errors['image']}>
      <Combobox
        value={form.image}
        onChange={(image) => change({ image })}
        suggestions={useSuggestions(form.image)}
        placeholder={strings.imagePlaceholder}
        ref={imageRef}
        isMono
      />
    </Field>
    <TextField
      label={strings.name}
      value={form.name}
      onChange={(name) => change({ name })}
      error={errors['name']}
      placeholder={strings.namePlaceholder}
      isMono
    />
  </div>
)

/** All fields, the common ones first. A whole command line pasted anywhere is offered to `onPaste`. */
export function RunFields({
  editing,
  isPortTaken,
  imageRef,
  onPaste,
}: {
  editing: Editing
  isPortTaken: boolean
  imageRef: Ref<HTMLInputElement>
  onPaste: (event: ClipboardEvent) => void
}) {
  const { form, errors, change } = editing
  const image = useImage(form.image)
  const isOpen = usesMore(form) || hasErrorIn(errors, (field) => !isCommon(field))
  return (
    <div className={css['form']} onPaste={onPaste}>
      <First editing={editing} imageRef={imageRef} />
      <TextField
        label={strings.command}
        value={form.command}
        onChange={(command) => change({ command })}
        error={errors['command']}
        placeholder={strings.commandPlaceholder}
        isMono
      />
      <PortRows editing={editing} offered={image?.exposedPorts ?? []} isTaken={isPortTaken} />
      <MountRows editing={editing} offered={image?.volumes ?? []} />
      <PairRows editing={editing} list="environment" hint={strings.variableHint} />
      <Checkbox
        label={strings.starts}
        isOn={form.starts}
        onChange={(starts) => change({ starts })}
      />
      <details className={css['more']} {...(isOpen ? { open: true } : {})}>
        <summary>{strings.more}</summary>
        <MoreFields editing={editing} />
      </details>
    </div>
  )
}
