using Mnist.Domain.Planning;
using Mnist.Domain.Schema;
using Mnist.Domain.Values;
using Mnist.Host.Presentation;
using Checked = Mnist.Domain.Values.Validation<object, Mnist.Host.Plans.DocumentError>;

namespace Mnist.Host.Plans;

/// <summary>Makes a plan from JSON by the tables of its fields, or finds everything that stands in the way.</summary>
/// <remarks>Whether numbers are in range and layers fit together is not asked here: the domain's checker knows.</remarks>
/// <param name="values">Reads what is no record.</param>
internal sealed class PlanReader(ValueReader values)
{
    /// <summary>The plan, or every error in the order of the text.</summary>
    /// <param name="json">What was read.</param>
    public Validation<Plan, DocumentError> Read(LocatedJson json) => Record(json, PlanFile.Type, "").Match(
        valid: plan => Validation.Valid<Plan, DocumentError>((Plan)plan),
        invalid: errors => Validation.Invalid<Plan, DocumentError>([.. errors.OrderBy(e => (e.At.Line, e.At.Column))]));

    private Checked Value(LocatedJson json, FieldKind kind, string where) => kind.Match(new FieldKind.Cases<Checked>(
        Whole: whole => values.WholeNumber(json, where, whole.Limit).Map<object>(n => n),
        Number: _ => values.Number(json, where).Map<object>(x => x),
        Flag: _ => values.Flag(json, where).Map<object>(flag => flag),
        Text: _ => values.Text(json, where).Map<object>(text => text),
        Choice: choice => values.Word(json, where, choice.Words).Map<object>(word => word),
        Size: _ => values.Size(json, where).Map<object>(size => size),
        Image: _ => values.Image(json, where).Map<object>(shape => shape),
        Record: record => Record(json, record.Type, where),
        Union: union => Case(json, union.Type, where),
        List: list => List(json, list.Items, where)));

    private Checked List(LocatedJson json, UnionType items, string where) => json is LocatedJson.Array array
        ? array.Items.Select((item, index) => Case(item, items, ValueReader.Path(where, $"{index}"))).All().Map<object>(all => all)
        : values.Wrong<object>(json, where, "an array");

    private Checked Record(LocatedJson json, RecordType type, string where) => json is LocatedJson.Object found
        ? Members(found, type, [], where)
        : values.Wrong<object>(json, where, "an object");

    private Checked Case(LocatedJson json, UnionType union, string where) =>
        json is not LocatedJson.Object found ? values.Wrong<object>(json, where, "an object")
        : found.Members.FirstOrDefault(m => m.Name == PlanFile.Discriminator) is not { } member ? Untyped(found, where)
        : values.Word(member.Value, ValueReader.Path(where, PlanFile.Discriminator), [.. union.Cases().Select(type => type.Name)])
            .Bind(name => Members(found, union.Cases().First(type => type.Name == name), [PlanFile.Discriminator], where));

    /// <summary>A discriminator that is only misspelt is not missing.</summary>
    private Checked Untyped(LocatedJson.Object json, string where)
    {
        const string Name = PlanFile.Discriminator;
        return ValueReader.Fail<object>(json.Members.FirstOrDefault(m => Nearest.To(m.Name, [Name]) is not null) is { } misspelt
            ? new DocumentError.UnknownMember(values.At(misspelt.Offset), where, misspelt.Name, Name, [Name])
            : new DocumentError.MissingMember(values.At(json.Offset), where, Name));
    }

    /// <summary>All members of an object, and all that are missing.</summary>
    /// <param name="json">What was read.</param>
    /// <param name="type">What it should be.</param>
    /// <param name="beside">Names that are read already.</param>
    /// <param name="where">Its path.</param>
    private Checked Members(LocatedJson.Object json, RecordType type, ValueList<string> beside, string where)
    {
        var fields = type.Fields;
        ValueList<string> known = [.. beside, .. fields.Select(f => f.Name)];
        var found = new List<Validation<KeyValuePair<string, object>, DocumentError>>();
        var first = new Dictionary<string, LocatedJson.Member>(StringComparer.Ordinal);
        var meant = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in json.Members)
        {
            if (!first.TryAdd(member.Name, member))
            {
                Add(new DocumentError.DuplicateMember(values.At(member.Offset), where, member.Name, values.At(first[member.Name].Offset)));
            }
            else if (!known.Contains(member.Name, StringComparer.Ordinal))
            {
                var nearest = Nearest.To(member.Name, known);
                meant.Add(nearest ?? "");
                Add(new DocumentError.UnknownMember(values.At(member.Offset), where, member.Name, nearest, known));
            }
            else if (fields.FirstOrDefault(f => f.Name == member.Name) is { } field)
            {
                found.Add(Value(member.Value, field.Kind, ValueReader.Path(where, field.Name))
                    .Map(value => KeyValuePair.Create(field.Name, value)));
            }
        }

        // A member that is only misspelt is one error, not two.
        foreach (var field in fields.Where(f => f.IsRequired && !first.ContainsKey(f.Name) && !meant.Contains(f.Name)))
            Add(new DocumentError.MissingMember(values.At(json.Offset), where, field.Name));
        return found.All().Map(stated =>
        {
            var valueOf = stated.ToDictionary(StringComparer.Ordinal);
            return type.Make([.. fields.Select(field => valueOf.GetValueOrDefault(field.Name))]);
        });

        void Add(DocumentError error) => found.Add(ValueReader.Fail<KeyValuePair<string, object>>(error));
    }
}
