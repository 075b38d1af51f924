/** Words of the page quality, in Chinese. */
export const qualityZh = {
  title: '数据质量',
  colon: '：',
  subtitle: '各部门送来的数据能不能用、来得及不及时、先催谁改什么',
  headline: (departments: string, good: string, fair: string, poor: string) =>
    `${departments} 个部门：${good} 个良好，${fair} 个需改进，${poor} 个需整改。`,
  worst: (name: string, score: string, part: string) => `最差的是${name}，${score} 分，短板是“${part}”。`,
  noPart: '没有低于 70 分的单项',
  score: '总分',
  ofHundred: '满分 100',
  usable: '的行可用',
  quarantined: '行退回',
  rowsIn: (rows: string, files: string) => `${files} 个文件，${rows} 行`,
  knownUntil: '数据截至',
  generation: '数据批次',
  report: '打开完整质量报告',

  first: '先办这些事',
  firstNone: '没有需要马上办的事。',
  high: '急',

  departments: '各部门，最差的在前',
  departmentsHint: '选一个部门看详情。',
  department: '部门',
  light: '状况',
  lights: { good: '良好', fair: '需改进', poor: '需整改', unknown: '无数据' },
  weakest: '短板',
  sinceLast: '比上一批',
  better: (points: string) => `↑ 升 ${points} 分`,
  worse: (points: string) => `↓ 降 ${points} 分`,
  same: '＝ 持平',
  firstTime: '首次',
  none: '–',
  scoreWords: (score: string) => `${score} 分`,

  parts: '七项得分',
  partsHint: '每项满分 100；没有可测内容的一项写“–”。',
  asks: '请该部门做',
  asksNone: '没有要请该部门改的。',
  lateness: '来得有多晚',
  latenessHint: '从事情发生到本局知悉的天数，按事情发生的月份。长条是九成到齐，短横线是一半到齐。',
  latenessNone: '没有可计算迟到天数的记录。',
  latenessSummary: (median: string, p90: string) => `一半记录 ${median} 天内到，九成 ${p90} 天内到。`,
  month: '月份',
  rows: '行数',
  median: '一半到齐（天）',
  p90: '九成到齐（天）',
  table: '逐月数据表',
  chartLabel: (name: string) => `${name}：逐月迟到天数`,
  gaps: '空着的列',
  gapsNone: '应填的列都填满了。',
  filled: '填写率',
  file: '文件',
  filledTotal: (share: string) => `应填的格子填了 ${share}。`,
  problems: '退回的原因',
  problemsNone: '没有退回的行。',
  reason: '原因',
  breaks: '行数反常的月份',
  breakWords: (month: string, rows: string, usual: string) =>
    `${month}：${rows} 行，平常约 ${usual} 行，可能漏报或重报`,
  counts: (files: string, rows: string, loaded: string, quarantined: string) =>
    `${files} 个文件，送来 ${rows} 行，装入 ${loaded} 行，退回 ${quarantined} 行。`,

  heat: '各部门逐月迟到天数',
  heatHint: '每格为该月发生的事九成到齐所需天数；底色越深越晚，空格为没有记录。最近几个月可能还没有到齐。',

  checks: '部门之间的矛盾',
  checksNone: '没有发现矛盾。',
  check: '矛盾',
  persons: '人数',
  involved: '涉及部门',
  remedy: '怎么办',
  contradiction: '必有一方有误',
  lead: '线索，两边可能都对',

  quarantine: '退回的行',
  quarantineHint:
    '每个退回文件都是部门自己的格式，只多一列“错误原因”。文件在本机的数据目录里，不经网页下载（可能含个人信息）；请按路径取出，发回部门改正后重送。',
  quarantineNone: '没有退回的行。',
  notKept: '这一批没有留存退回文件',
  givenBack: '退回文件在数据目录里的路径',

  trend: '一批比一批好了吗',
  trendHint: '每一批只算当次送来的文件，按完整、规范、不重复、身份四项计分。',
  trendOne: '只有一批数据，还不能比较。',
  batch: '批次',
  sent: '送来行数',
  sentBack: '退回占比',

  links: '没有身份证号的人',
  linksWords: (strangers: string, linked: string, review: string, unknown: string) =>
    `${strangers} 个没有有效号码的人名中，${linked} 个按姓名、出生日期、电话、住址找到了本人，${review} 个待人工核对，${unknown} 个查无此人。`,
  linksMeasured: (precision: string, recall: string) =>
    `实测：认定为同一人的 ${precision} 正确，应认出的认出 ${recall}。`,

  unclaimed: '没有映射的文件',
  unclaimedHint: '这些文件没有人认领，没有装入；用 jiuzhu mapping suggest 写一份映射。',
  how: '评分办法',
  howWords:
    '得分是七项的加权平均：完整 20、规范 20、及时 20、身份 15、一致 15、不重复 5、平稳 5。85 分起且没有一项低于 50 为良好，70 分起为需改进，其余需整改。完整的公式在质量报告里。',
};

/** Keys and shapes of these words. */
export type QualityWords = typeof qualityZh;
