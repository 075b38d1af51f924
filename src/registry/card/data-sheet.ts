/**
 * The data sheet of what a model learned from, filled from the bundle and, where it is at hand, the ledger.
 *
 * @see Gebru et al. (2021), Datasheets for Datasets, CACM 64(12): the headings are theirs
 */
import { JzError } from '../../core/errors/index.ts';
import type { Block, Cell, Document, Section } from '../../io/page/document.ts';
import { percent, whole, type Words } from '../../io/page/text.ts';
import { readGeneration, type Generation } from '../../ledger/lake/generation.ts';
import { factOf, type CardSubject } from './subject.ts';

const words = (zh: string, en: string): Words => ({ zh, en });

/**
 * Opens the ledger generation a model learned from.
 *
 * @throws JZ_LAKE_MISSING when the lake does not hold it; JZ_HASH_MISMATCH, JZ_MANIFEST_MISSING
 */
export async function trainingGeneration(lake: string, subject: CardSubject): Promise<Generation> {
  const generation = await readGeneration(lake, factOf(subject, 'generation'));
  if (!generation) throw new JzError('JZ_LAKE_MISSING', { path: lake });
  return generation;
}

/** The sheet as a document. */
export function dataSheet(subject: CardSubject, generation: Generation | null): Document {
  const { id, model } = subject;
  return {
    title: words(`数据说明 ${id}`, `Data sheet ${id}`),
    lead: words(
      `模型 ${id}（${model.label.zh}）所用数据。由程序填写。`,
      `The data behind model ${id} (${model.label.en}). Filled by code.`,
    ),
    sections: [
      motivation(),
      composition(subject, generation),
      collection(generation),
      labelling(subject, generation),
      uses(),
      distribution(),
      maintenance(subject, generation),
    ],
  };
}

function motivation(): Section {
  return section('目的', 'Motivation', [
    words(
      '为主动发现可能陷入困难、尚未申请救助的家庭，由民政部门汇集各部门已有记录；不为此向居民另行采集。',
      'To find households about to fall before they apply: the civil-affairs bureau joins records departments already keep; nothing is collected from residents for it.',
    ),
  ]);
}

function composition({ making, evidence, model }: CardSubject, generation: Generation | null): Section {
  const parts = Object.entries(making.parts ?? {}).map(([name, part]): Cell[] => [
    name,
    whole(part.rows),
    whole(part.positives),
    part.rows > 0 ? percent(part.positives / part.rows) : '–',
    whole(part.censored),
  ]);
  const blocks: Block[] = [
    {
      kind: 'list',
      items: [
        words(
          `一行是一户在一个观察日的样子；${model.stack.features.length} 个特征，只用观察日当时已知的记录。`,
          `A row is a household as of a date: ${model.stack.features.length} features from what was known on that day.`,
        ),
        words(
          `人群：${evidence?.question.zh ?? '见模型卡'}`,
          `Population: ${evidence?.question.en ?? 'see the model card'}`,
        ),
        words(
          '含敏感个人信息（健康、残疾、收入）；身份证号、姓名、电话、住址不在其中，只有按密钥生成的代号。',
          'It holds sensitive personal information (health, disability, income); no identity numbers, names, phones or addresses, only keyed pseudonyms.',
        ),
      ],
    },
  ];
  if (parts.length > 0)
    blocks.push({
      kind: 'table',
      head: [
        words('部分', 'part'),
        words('户次', 'rows'),
        words('发生', 'outcome'),
        words('比例', 'share'),
        words('结果未知', 'outcome unknown'),
      ],
      rows: parts,
    });
  if (generation) blocks.push(tableOfTables(generation));
  return { title: words('构成', 'Composition'), blocks };
}

function tableOfTables({ facts }: Generation): Block {
  return {
    kind: 'table',
    head: [words('总账表', 'ledger table'), words('行数', 'rows')],
    rows: Object.entries(facts.rows).map(([table, rows]): Cell[] => [table, whole(rows)]),
  };
}

function collection(generation: Generation | null): Section {
  const title = words('来源与采集', 'Collection process');
  if (!generation) {
    const hint = words(
      '各部门文件的清单在总账中；给出 --lake 即列于此。',
      'The ledger lists the departments’ files; name it with --lake to see them here.',
    );
    return { title, blocks: [{ kind: 'text', words: hint }] };
  }
  const departments = new Map<string, { files: number; rowsIn: number; loaded: number; refused: number }>();
  for (const { department, rowsIn, loaded, quarantined } of generation.facts.sources) {
    const sum = departments.get(department) ?? { files: 0, rowsIn: 0, loaded: 0, refused: 0 };
    departments.set(department, {
      files: sum.files + 1,
      rowsIn: sum.rowsIn + rowsIn,
      loaded: sum.loaded + loaded,
      refused: sum.refused + quarantined,
    });
  }
  return {
    title,
    blocks: [
      {
        kind: 'table',
        head: [
          words('部门', 'department'),
          words('文件', 'files'),
          words('收到', 'rows in'),
          words('装入', 'loaded'),
          words('退回', 'refused'),
          words('退回比例', 'share refused'),
        ],
        rows: [...departments].map(([name, { files, rowsIn, loaded, refused }]): Cell[] => [
          name,
          whole(files),
          whole(rowsIn),
          whole(loaded),
          whole(refused),
          percent(rowsIn > 0 ? refused / rowsIn : 0),
        ]),
        note: words(
          '每行要么装入，要么连同原因退回部门。',
          'Every row is loaded or returned with its reason.',
        ),
      },
    ],
  };
}

function labelling({ making, evidence, model }: CardSubject, generation: Generation | null): Section {
  const label = making.config?.label;
  const items = [
    words(
      `标签：${evidence?.target.zh ?? model.label.zh}`,
      `Label: ${evidence?.target.en ?? model.label.en}`,
    ),
    ...(label
      ? [
          words(
            `跨度 ${label.horizon_months} 个月，再等 ${label.known_after_months} 个月让记录到齐；搬走、去世等无从得知的不计。`,
            `${label.horizon_months} months ahead, and ${label.known_after_months} more until records are in; households lost from sight are left out.`,
          ),
        ]
      : []),
    words(
      '金额以分为整数；单位、代码、日期按映射文件换算；更正是新的一行，旧行不改。',
      'Money is integer fen; units, codes and dates are translated by mapping files; a correction is a new row, nothing is overwritten.',
    ),
  ];
  const superseded = generation?.facts.superseded.reduce((sum, { rows }) => sum + rows, 0);
  if (superseded !== undefined)
    items.push(
      words(
        `被后来版本取代的行：${whole(superseded)}`,
        `Rows a later version replaced: ${whole(superseded)}`,
      ),
    );
  return {
    title: words('清洗与标签', 'Preprocessing, cleaning, labelling'),
    blocks: [{ kind: 'list', items }],
  };
}

function uses(): Section {
  return section('用途', 'Uses', [
    words(
      '只用于社会救助的主动发现、核实与政策研究；不得用于信用、就业、执法或商业。',
      'For early discovery, verification and policy analysis in social assistance only; never for credit, employment, policing or commerce.',
    ),
    words(
      '救助记录偏向开口申请的人：不申请的困难家庭在“申请或获批”标签里算作没有发生。',
      'Aid records favour those who apply: under the take-up label, needy households that stay silent count as none.',
    ),
  ]);
}

function distribution(): Section {
  return section('分发', 'Distribution', [
    words(
      '不出民政部门本机，不上网，不对外提供。',
      'It stays on the bureau’s own machine; it is not published or shared.',
    ),
  ]);
}

function maintenance(subject: CardSubject, generation: Generation | null): Section {
  return {
    title: words('维护', 'Maintenance'),
    blocks: [
      {
        kind: 'facts',
        facts: [
          [words('总账版本', 'ledger generation'), factOf(subject, 'generation')],
          [words('清单 SHA-256', 'manifest SHA-256'), generation?.manifest.id ?? '–'],
          [words('上一版本', 'parent generation'), generation?.facts.parent ?? '–'],
          [words('特征声明哈希', 'feature declarations'), factOf(subject, 'declarations')],
        ],
      },
      {
        kind: 'text',
        words: words(
          '部门补送或更正后形成新一代总账；个人删除与到期清除用 jiuzhu purge。',
          'Late or corrected files make a new generation; deletion of a person and retention: jiuzhu purge.',
        ),
      },
    ],
  };
}

function section(zh: string, en: string, items: readonly Words[]): Section {
  return { title: { zh, en }, blocks: [{ kind: 'list', items }] };
}
