import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select, Switch } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { casesQuery } from '@/api/cases';
import { unitsQuery } from '@/api/city';
import { type CaseFilter, changeFilter, noCaseFilter, writeFilter } from '@/api/filters';
import { type CaseSummary, caseStates } from '@/api/types';
import { Blank, Waiting } from '@/components/Blank';
import { Chip, HazardChip, StateChip } from '@/components/Chips';
import { Due } from '@/components/Due';
import { Pager } from '@/components/Pager';
import { ProblemNote } from '@/components/ProblemNote';
import { useFilter } from '@/components/useFilter';
import { When } from '@/components/When';
import { useLabel } from '@/i18n/labels';
import styles from './CasesPage.module.css';

export default function CasesPage() {
  const { t } = useTranslation();
  const [filter, setFilter] = useFilter(noCaseFilter);
  const cases = useQuery(casesQuery(filter));
  const change = (part: Partial<CaseFilter>) => setFilter(changeFilter(filter, part));
  const filtered = writeFilter({ ...filter, page: 1 }, noCaseFilter).size > 0;

  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('app.nav.cases')}</h1>
        <FilterBar filter={filter} onChange={change} />
      </div>
      <section className="card" aria-busy={cases.isFetching}>
        {cases.isPending && <Waiting rows={10} />}
        {cases.isError && <ProblemNote error={cases.error} onRetry={() => void cases.refetch()} />}
        {cases.data?.items.length === 0 && (
          <Blank title={t(filtered ? 'cases.list.noneFound' : 'cases.list.none')}>
            {filtered && <Button onClick={() => setFilter(noCaseFilter)}>{t('cases.list.clear')}</Button>}
          </Blank>
        )}
        {cases.data !== undefined && cases.data.items.length > 0 && (
          <>
            <CaseRows cases={cases.data.items} />
            <Pager
              page={cases.data.page}
              size={cases.data.size}
              total={cases.data.total}
              more={cases.data.more}
              onPage={(page) => change({ page })}
            />
          </>
        )}
      </section>
    </div>
  );
}

function FilterBar({ filter, onChange }: { filter: CaseFilter; onChange: (part: Partial<CaseFilter>) => void }) {
  const { t } = useTranslation();
  const label = useLabel();
  const units = useQuery(unitsQuery);
  const [typed, setTyped] = useState(filter.q);
  useEffect(() => setTyped(filter.q), [filter.q]);
  return (
    <search className={styles.filters}>
      <Input.Search
        className={styles.search}
        placeholder={t('cases.list.searchHint')}
        aria-label={t('cases.list.search')}
        allowClear
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onSearch={(q) => onChange({ q: q.trim() })}
      />
      <Select
        aria-label={t('cases.list.state')}
        style={{ width: 130 }}
        value={filter.state}
        onChange={(state) => onChange({ state })}
        options={[
          { value: '', label: t('cases.list.anyState') },
          ...caseStates.map((state) => ({ value: state as string, label: label('caseState', state) })),
        ]}
      />
      <Select
        aria-label={t('cases.list.unit')}
        style={{ width: 180 }}
        showSearch={{ optionFilterProp: 'label' }}
        value={filter.unit}
        onChange={(unit) => onChange({ unit })}
        options={[
          { value: '', label: t('cases.list.anyUnit') },
          ...(units.data ?? []).map((unit) => ({ value: unit.id, label: unit.name })),
        ]}
      />
      <Toggle label={t('cases.list.late')} checked={filter.late} onChange={(late) => onChange({ late })} />
      <Toggle label={t('cases.list.mine')} checked={filter.mine} onChange={(mine) => onChange({ mine })} />
    </search>
  );
}

function Toggle({ label, checked, onChange }: { label: string; checked: boolean; onChange: (on: boolean) => void }) {
  return (
    <span className={styles.toggle}>
      <Switch size="small" checked={checked} onChange={onChange} aria-label={label} />
      <span aria-hidden>{label}</span>
    </span>
  );
}

function CaseRows({ cases }: { cases: CaseSummary[] }) {
  const { t } = useTranslation();
  const label = useLabel();
  return (
    <table className={`rows ${styles.cases}`}>
      <thead>
        <tr>
          <th>{t('cases.number')}</th>
          <th>{t('cases.state')}</th>
          <th>{t('cases.matter')}</th>
          <th>{t('cases.unit')}</th>
          <th>{t('cases.registeredAt')}</th>
          <th>{t('cases.nextDue')}</th>
        </tr>
      </thead>
      <tbody>
        {cases.map((found) => (
          <tr key={found.number} data-late={found.nextDue?.late || undefined}>
            <td className={styles.number}>
              <Link to={`/cases/${found.number}`} className="num nowrap">
                {found.number}
              </Link>
            </td>
            <td>
              <span className={styles.marks}>
                <StateChip state={found.state} />
                {found.hazard && <HazardChip />}
              </span>
            </td>
            <td className={styles.matter}>
              <div className="small muted">
                {label('requestType', found.requestType)} · {found.category.path}
                {found.confidential && (
                  <>
                    {' '}
                    <Chip>{t('cases.confidential')}</Chip>
                  </>
                )}
              </div>
              <div className="clip">{found.text}</div>
              {found.place && <div className="small muted">{found.place}</div>}
            </td>
            <td>{found.unit?.name ?? <span className="muted">–</span>}</td>
            <td>
              <When at={found.registeredAt} />
            </td>
            <td>
              <Due next={found.nextDue} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
