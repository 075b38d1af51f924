/**
 * Words that departments use for the same thing in column names: each line is one meaning, its own word first.
 * A column name is read from left to right, the longest word first.
 */
const lines = `
证件号 公民身份证号码 公民身份号码 公民身份证号 身份证件号码 身份证件号 身份证号码 身份证号 身份证 社会保障号码 社会保障号 社保号 证件号码 证件编号 纳税人识别号 公民身份号 有效证件号 sfzh sfz idno idcard
残疾人证号 残疾人证号码 残疾证号码 残疾证号 残疾人证编号 残疾人证
姓名 人员姓名 公民姓名 名字 名称 xm
性别 性别名称 xb
出生日期 出生年月日 出生年月 出生时间 生日 出生 csrq
电话 联系电话 联系方式 联系手机 联系人电话 手机号码 手机号 电话号码 来电号码 来电电话 手机 lxdh
地址 户籍地址 家庭住址 居住地址 现居住地址 联系地址 详细地址 住址 详址 地点 住所
户号 家庭户编号 家庭编号 户编号 户籍号 家庭户号 户口号 户主编号
区划 区划代码 行政区划代码 行政区划编码 行政区划 区划编码 地区代码 所属区划 所属地区
编号 流水号 业务流水 业务号 业务编号 记录号 单号 序号 受理号 顺序号 号码 代码 编码 id 号
日期 时间 年月日 时点 日
月份 所属期 费款所属期 所属期起 年月 账期 所属月份 所属月 月
年度 年份
更新 数据更新 数据推送 推送 上传 数据上传 录入 数据录入 系统录入 入库 反馈 核对反馈 填报 上报 登记 报送 采集 同步 建档录入
发放 支付 打款 拨付 实际发放 实发 发放
办理 经办 办结
发生 事发 受灾
确诊 诊断
类型 类别 种类 类 性质 分类 名目
状态 标志 情况
原因 致因 事由 原由
人数 人口数 人口
金额 费用 款额 额 费 款
余额 结余 缴存余额
价值 估值 估价 评估价 评估价值 市值
面积 建筑面积
用量 用电量 用水量 水量 电量
欠费 拖欠 欠
笔数 次数 期数
收入 所得 净收入
支出 开支 自付支出
险种 险种类型 保险种类 保险类型
等级 级别 级 鉴定等级
救助 帮扶 慰问 资助 补助
事项 项目 品目 业务事项
结论 结果
户主 家庭户主 户主姓名
关系 与户主关系 家庭关系 成员关系
诉求 需求
单位元 元
`;

const words = lines
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [meaning = '', ...others] = line.split(' ');
    return [meaning, ...others].map((word): [word: string, meaning: string] => [word, meaning]);
  })
  .sort(([a], [b]) => b.length - a.length);

/** A column name as meanings and the characters that are in no word of the dictionary. */
export function meaningsOf(name: string): string[] {
  const found: string[] = [];
  let rest = name;
  while (rest !== '') {
    const [word, meaning] = words.find(([candidate]) => rest.startsWith(candidate)) ?? [
      rest.charAt(0),
      rest.charAt(0),
    ];
    found.push(meaning);
    rest = rest.slice(word.length);
  }
  return found;
}
