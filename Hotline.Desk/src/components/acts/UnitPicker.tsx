import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { unitsQuery } from '@/api/city';
import type { Unit } from '@/api/types';
import type { FieldControl } from '@/components/Field';

/** Units in the order of their tree, each below the one it belongs to. */
export function inTreeOrder(units: readonly Unit[]): Unit[] {
  const known = new Set(units.map((unit) => unit.id));
  const below = new Map<string | null, Unit[]>();
  for (const unit of units) {
    const parent = unit.parentId !== null && known.has(unit.parentId) ? unit.parentId : null;
    below.set(parent, [...(below.get(parent) ?? []), unit]);
  }
  const walk = (parent: string | null): Unit[] => (below.get(parent) ?? []).flatMap((unit) => [unit, ...walk(unit.id)]);
  return walk(null);
}

interface Props {
  control: FieldControl;
  value: string;
  suggestedId?: string | undefined;
  onChange: (unitId: string) => void;
}

export function UnitPicker({ control, value, suggestedId, onChange }: Props) {
  const { t } = useTranslation();
  const units = useQuery(unitsQuery);
  const options = useMemo(
    () =>
      inTreeOrder(units.data ?? []).map((unit) => ({
        value: unit.id,
        name: unit.name,
        label: (
          <span style={{ paddingLeft: (unit.level - 1) * 14 }}>
            {unit.name}
            {unit.id === suggestedId && <span className="muted small"> · {t('cases.dispatch.suggestedMark')}</span>}
          </span>
        ),
      })),
    [units.data, suggestedId, t],
  );
  const { status, ...rest } = control;
  return (
    <Select
      {...rest}
      status={status}
      style={{ width: '100%' }}
      showSearch={{ filterOption: (typed, option) => option?.name.includes(typed.trim()) ?? false }}
      loading={units.isPending}
      value={value === '' ? null : value}
      options={options}
      optionLabelProp="name"
      onChange={(id) => onChange(id ?? '')}
    />
  );
}
