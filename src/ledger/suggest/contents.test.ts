import { describe, expect, it } from 'vitest';
import { columnFromContents } from './column-from-contents.ts';
import { contentsOf } from './contents.ts';
import { headerOf, likeness } from './header.ts';

const repeat = (values: readonly string[], times: number): string[] =>
  Array.from({ length: times }, () => values).flat();
const id = '11010519491231002X';

describe('what a column holds', () => {
  it.each([
    ['证件', [id, id, '', '110105194912310021'], 'id_number'],
    ['证件', [`${id}44`, `${id}23`], 'disability_certificate'],
    ['联系', ['13900000000', '0571-88888888', '+8619900001234'], 'phone'],
    ['谁', ['王伟', '李小芳', '欧阳·买买提', '张三', '王五', '赵六'], 'name'],
    ['何处', ['云溪县石桥村12号', '新街3组', '大田乡柳村8号', '北山路2号楼'], 'address'],
    [
      '何日',
      ['2024-03-05', '2024/3/5', '20240305', '2024年3月5日', '2024.03.05', '2024-03-05 10:20:00'],
      'date',
    ],
    ['何月', ['2024-03', '202403', '2024年3月', '2024/3'], 'month'],
    ['年度', ['2022', '2023'], 'year'],
    ['诊断', ['C34.9', 'I10', 'J18.901', 'K80.2'], 'icd10'],
    ['区划', ['330106', '330106109', '330199001001'], 'region'],
    ['贫困', repeat(['是', '否', '是'], 10), 'flag'],
    ['环节', repeat(['申请', '批准', '退出'], 10), 'code'],
    ['性别', repeat(['1', '2'], 20), 'code'],
    ['数', ['1', '2.50', '-3', '1,234.5'], 'number'],
    ['编号', Array.from({ length: 30 }, (_, i) => String(20_240_000 + i)), 'key'],
    ['编号', ['A-1', 'A-2', 'A-3', 'A-4', 'A-5'], 'key'],
    ['空', ['', '', ''], 'empty'],
  ])('%s %j is %s', (name, values, kind) => {
    expect(contentsOf({ name, values }).kind).toBe(kind);
  });

  it('is not a date where the day does not exist, nor a code of few rows', () => {
    expect(contentsOf({ name: '日', values: ['20240230', '20240231'] }).kind).not.toBe('date');
    expect(contentsOf({ name: '词', values: ['甲一', '乙二', '丙三', '丁四', '戊五'] }).kind).not.toBe(
      'code',
    );
  });

  it('counts empty cells and orders values by how often they stand', () => {
    const looked = contentsOf({
      name: '类别',
      values: [...repeat(['甲'], 8), ...repeat(['乙'], 12), '', ''],
    });

    expect(looked).toMatchObject({ kind: 'code', values: ['乙', '甲'] });
    expect(looked.filled).toBeCloseTo(20 / 22, 12);
  });
});

describe('a column without a known like', () => {
  const specOf = (name: string, values: readonly string[]): unknown =>
    columnFromContents(name, contentsOf({ name, values })).spec;
  const amounts = ['1200.50', '800', '99.9', '15000'];

  it('of money has the unit its name says', () => {
    expect(specOf('价值（万元）', amounts)).toEqual({ type: 'amount', unit: '万元', min: 0 });
    expect(specOf('实发金额(元)', amounts)).toEqual({ type: 'amount', unit: '元', min: 0 });
    expect(specOf('补贴标准', amounts)).toEqual({ type: 'amount', unit: '元', min: 0 });
    expect(specOf('净收入', ['-5.5', '800'])).toEqual({ type: 'amount', unit: '元' });
  });

  it('of small money asks whether it is 万元', () => {
    const small = contentsOf({ name: '财产价值', values: ['8.5', '120', '3.25'] });

    expect(
      columnFromContents('财产价值', small)
        .todo.map(({ zh }) => zh)
        .join(),
    ).toContain('万元');
    const large = contentsOf({ name: '财产价值', values: amounts });
    expect(columnFromContents('财产价值', large).todo).toEqual([]);
  });

  it('of other numbers is no money', () => {
    expect(specOf('得分', ['1', '2', '3', '11'])).toEqual({ type: 'integer', min: 0 });
    expect(specOf('欠费次数', ['1', '0', '3'])).toEqual({ type: 'integer', min: 0 });
    expect(specOf('损失比例', ['0.5', '0.25', '1'])).toEqual({ type: 'decimal', min: 0 });
  });
});

describe('names of columns', () => {
  it('are alike when they mean the same', () => {
    const like = (a: string, b: string): number => likeness(headerOf(a), headerOf(b));

    expect(like('身份证号', '身份证号')).toBe(1);
    expect(like('价值(万元)', '价值（万元）')).toBe(1);
    expect(like('公民身份号码', '身份证号')).toBeGreaterThan(like('公民身份号码', '户号'));
    expect(like('数据上传时间', '上传日期')).toBeGreaterThan(0.7);
    expect(like('核查日期', '录入日期')).toBeLessThan(0.75);
  });

  it('tell units of money in brackets and at the end', () => {
    const unitOf = (name: string) => headerOf(name).unit;

    expect(['价值(万元)', '余额【元】', '金额元', '月租（元/月）', '费用(分)'].map(unitOf)).toEqual([
      '万元',
      '元',
      '元',
      '元',
      '分',
    ]);
    expect(['不动产单元', '得分', '面积(平方米)', '身份证号'].map(unitOf)).toEqual([null, null, null, null]);
    expect(headerOf('面积（㎡）')).toMatchObject({ text: '面积', unit: null });
  });
});
