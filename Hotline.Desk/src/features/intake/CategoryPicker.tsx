import { WarningFilled } from '@ant-design/icons';
import { Input } from 'antd';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldControl } from '@/components/Field';
import styles from './CategoryPicker.module.css';
import { type Leaf, pathOf, searchLeaves } from './categories';

interface Props {
  control: FieldControl;
  leaves: readonly Leaf[];
  value: string;
  onChange: (leaf: Leaf) => void;
}

/** Three levels in one field: type any words of the path, or walk by major class; arrows and Enter do all of it. */
export function CategoryPicker({ control, leaves, value, onChange }: Props) {
  const { t } = useTranslation();
  const list = useId();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [major, setMajor] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const majors = useMemo(() => [...new Set(leaves.map((leaf) => leaf.major))], [leaves]);
  const hits = useMemo(() => searchLeaves(leaves, typed, major), [leaves, typed, major]);
  const chosen = leaves.find((leaf) => leaf.code === value);
  const active = hits[Math.min(at, hits.length - 1)];
  const optionId = (leaf: Leaf) => `${list}-${leaf.code}`;

  useEffect(() => {
    if (open && active) document.getElementById(`${list}-${active.code}`)?.scrollIntoView({ block: 'nearest' });
  }, [open, active, list]);

  const show = () => {
    setOpen(true);
    setAt(
      Math.max(
        0,
        searchLeaves(leaves, '', null).findIndex((leaf) => leaf.code === value),
      ),
    );
  };
  const close = () => {
    setOpen(false);
    setTyped('');
    setMajor(null);
  };
  const choose = (leaf: Leaf) => {
    onChange(leaf);
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey) return;
    if (event.key === 'Escape' && open) {
      event.stopPropagation();
      close();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) return show();
      setAt((at + (event.key === 'ArrowDown' ? 1 : -1) + hits.length) % Math.max(1, hits.length));
    } else if (event.key === 'Enter' && open && active) {
      event.preventDefault();
      choose(active);
    }
  };

  const { status, ...rest } = control;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only notices that the focus left for good
    <div
      className={styles.picker}
      ref={box}
      onBlur={(event) => {
        if (!box.current?.contains(event.relatedTarget)) close();
      }}
    >
      <Input
        {...rest}
        status={status}
        role="combobox"
        aria-expanded={open}
        aria-controls={open ? list : undefined}
        aria-autocomplete="list"
        aria-activedescendant={open && active ? optionId(active) : undefined}
        autoComplete="off"
        placeholder={t('intake.categoryHint')}
        value={open ? typed : chosen ? pathOf(chosen) : ''}
        title={chosen ? pathOf(chosen) : undefined}
        onFocus={show}
        onClick={() => !open && show()}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
        suffix={chosen && !open ? <span className="muted small num">{chosen.code}</span> : <span />}
      />
      {open && (
        <div className={styles.panel}>
          {typed.trim() === '' && (
            <div className={styles.majors}>
              {[null, ...majors].map((name) => (
                <button
                  key={name ?? ''}
                  type="button"
                  tabIndex={-1}
                  aria-pressed={major === name}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => {
                    setMajor(name);
                    setAt(0);
                  }}
                >
                  {name ?? t('app.all')}
                </button>
              ))}
            </div>
          )}
          <div className={styles.list} role="listbox" id={list} aria-label={t('intake.category')}>
            {hits.map((leaf, index) => (
              <Option
                key={leaf.code}
                id={optionId(leaf)}
                leaf={leaf}
                heading={
                  typed.trim() !== '' || hits[index - 1]?.minor === leaf.minor ? null : `${leaf.major} / ${leaf.minor}`
                }
                long={typed.trim() !== ''}
                active={leaf === active}
                selected={leaf.code === value}
                onChoose={() => choose(leaf)}
              />
            ))}
            {hits.length === 0 && <div className={styles.none}>{t('intake.noCategory')}</div>}
          </div>
        </div>
      )}
    </div>
  );
}

interface OptionProps {
  id: string;
  leaf: Leaf;
  heading: string | null;
  long: boolean;
  active: boolean;
  selected: boolean;
  onChoose: () => void;
}

function Option({ id, leaf, heading, long, active, selected, onChoose }: OptionProps) {
  return (
    <>
      {heading !== null && (
        <div className={styles.heading} role="presentation">
          {heading}
        </div>
      )}
      {/* biome-ignore lint/a11y/useFocusableInteractive: focus stays in the combobox, which names the active option */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the combobox handles the keys */}
      <div
        id={id}
        role="option"
        aria-selected={selected}
        className={styles.option}
        data-active={active || undefined}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onChoose}
      >
        <span>{leaf.name}</span>
        {leaf.hazard && <WarningFilled className={styles.hazard} />}
        {long && <span className="muted small">{`${leaf.major} / ${leaf.minor}`}</span>}
        {leaf.responsibleUnit && <span className={styles.unit}>{leaf.responsibleUnit.name}</span>}
      </div>
    </>
  );
}
