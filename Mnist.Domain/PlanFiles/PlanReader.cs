using Mnist.Domain.Documents;
using Mnist.Domain.Phrases;
using Mnist.Domain.Schema;
using Checked = Mnist.Domain.Values.Validation<object, Mnist.Domain.Documents.DocumentError>;

namespace Mnist.Domain.PlanFiles;

/// <summary>Makes a plan or a space from JSON by the tables of its fields, or finds everything that stands in the way.</summary>
/// <remarks>Whether numbers are in range and layers fit together is not asked here: the domain's checker knows.</remarks>
internal static class PlanReader
{
    /// <summary>The record, or every error in the order of the text.</summary>
    /// <typeparam name="T">Of the type.</typeparam>
    /// <param name="json">What was read.</param>
    /// <param name="type">What it should be.</param>
    public static Validation<T, DocumentError> Read<T>(LocatedJson json, RecordType type) => Record(json, type, "")
        .Map(record => (T)record)
        .BindErrors<DocumentError>(errors => errors.OrderBy(e => (e.At.Line, e.At.Column)).ToValueList());

    private static Checked Value(LocatedJson json, FieldKind kind, string where) => kind.Match(new FieldKind.Cases<Checked>(
        Whole: whole => ValueReader.WholeNumber(json, where, whole.Limit).Map<object>(n => n),
        Number: _ => ValueReader.Number(json, where).Map<object>(x => x),
        Flag: _ => ValueReader.Flag(json, where).Map<object>(flag => flag),
        Text: _ => ValueReader.Text(json, where).Map<object>(text => text),
        Choice: choice => ValueReader.Word(json, where, choice.Words).Map<object>(word => word),
        Size: _ => ValueReader.Size(json, where).Map<object>(size => size),
        Image: _ => ValueReader.Image(json, where).Map<object>(shape => shape),
        Record: record => Record(json, record.Type, where),
        Union: union => Case(json, union.Type, where),
        List: list => List(json, list.Items, where),
        Choices: choices => Choices(json, choices.Of, where)));

    /// <summary>One value, an array of values, <c>{"any": [...]}</c> or a range; two numbers for a size are a height and a width.</summary>
    private static Checked Choices(LocatedJson json, FieldKind of, string where) =>
        json is LocatedJson.Array list && of is not FieldKind.Size ? Each(list, of, where)
        : json is not LocatedJson.Object found ? One(json, of, where).Map<object>(value => (ValueList<object>)[value])
        : found.Members is [{ Name: SpaceFile.Any, Value: LocatedJson.Array any }] ? Each(any, of, where)
        : of is FieldKind.Whole or FieldKind.Size ? Record(json, WholeRange.Type, where).Bind(range =>
            ((WholeRange)range).Numbers is { } numbers
                ? Validation.Valid<object, DocumentError>(Values(numbers, of))
                : new DocumentError.BadRange(json.At, where, WholeRange.Most))
        : ValueReader.Wrong(json, where, $$"""a value, an array of values or {"{{SpaceFile.Any}}": [...]}""");

    private static ValueList<object> Values(ValueList<long> numbers, FieldKind of) =>
        of is FieldKind.Size ? [.. numbers.Select(n => (object)(Extent)(int)n)] : [.. numbers.Cast<object>()];

    private static Checked Each(LocatedJson.Array json, FieldKind of, string where) => json.Items.Count == 0
        ? ValueReader.Wrong(json, where, "at least one value")
        : json.Items.Select(item => One(item, of, where)).All().Map<object>(all => all);

    private static Checked One(LocatedJson json, FieldKind of, string where) =>
        of is FieldKind.Whole && json is LocatedJson.Text
            ? ValueReader.Word(json, where, [SpaceFile.InputChannels]).Map<object>(_ => InputChannels.Word)
            : Value(json, of, where);

    private static Checked List(LocatedJson json, UnionType items, string where) => json is LocatedJson.Array array
        ? array.Items.Select((item, index) => Case(item, items, ValueReader.Path(where, $"{index}"))).All().Map<object>(all => all)
        : ValueReader.Wrong(json, where, "an array");

    private static Checked Record(LocatedJson json, RecordType type, string where) => json is LocatedJson.Object found
        ? Members(found, type, [], where)
        : ValueReader.Wrong(json, where, "an object");

    private static Checked Case(LocatedJson json, UnionType union, string where) =>
        json is not LocatedJson.Object found ? ValueReader.Wrong(json, where, "an object")
        : found.Members.FirstOrDefault(m => m.Name == PlanFile.Discriminator) is not { } member ? Untyped(found, where)
        : ValueReader.Word(member.Value, ValueReader.Path(where, PlanFile.Discriminator), [.. union.Cases().Select(type => type.Name)])
            .Bind(name => Members(found, union.Cases().First(type => type.Name == name), [PlanFile.Discriminator], where));

    /// <summary>A discriminator that is only misspelt is not missing.</summary>
    private static Checked Untyped(LocatedJson.Object json, string where)
    {
        const string Name = PlanFile.Discriminator;
        return json.Members.FirstOrDefault(m => Nearest.To(m.Name, [Name]) is not null) is { } misspelt
            ? new DocumentError.UnknownMember(misspelt.At, where, misspelt.Name, Name, [Name])
            : new DocumentError.MissingMember(json.At, where, Name);
    }

    /// <summary>All members of an object, and all that are missing.</summary>
    /// <param name="json">What was read.</param>
    /// <param name="type">What it should be.</param>
    /// <param name="beside">Names that are read already.</param>
    /// <param name="where">Its path.</param>
    private static Checked Members(LocatedJson.Object json, RecordType type, ValueList<string> beside, string where)
    {
        var fields = type.Fields;
        var (found, errors) = ValueReader.Members(
            json, where, [.. beside, .. fields.Select(f => f.Name)], fields.Where(f => f.IsRequired).Select(f => f.Name));
        return Validation.Both(
            fields.Traverse(field => found.TryGetValue(field.Name, out var value)
                ? Value(value, field.Kind, ValueReader.Path(where, field.Name)).Map<object?>(read => read)
                : Validation.Valid<object?, DocumentError>(null)),
            fields.Unless(errors)).Map(both => type.Make(both.First));
    }
}
