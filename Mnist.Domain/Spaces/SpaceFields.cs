using Mnist.Domain.Schema;
using Mnist.Domain.Training;
using static Mnist.Domain.Schema.Fields;

namespace Mnist.Domain.Spaces;

/// <summary>The fields of a space: those of a plan, with parts for layers, and what a search keeps to.</summary>
public static class SpaceFields
{
    private static readonly Interval Amounts = new(0, 1L << 53);

    private static readonly ValueList<(Figure Figure, string Name)> Named =
        [.. Enum.GetValues<Figure>().Select(figure => (figure, NameOf(figure)))];

    private static readonly RecordType LimitsType = RecordType.Of(
        "", "What designs have to keep to; a limit that is left out asks for nothing", new Limits([]), limits =>
        [
            .. Named.SelectMany(of => new[]
            {
                Optional.Limit(
                    $"min{Pascal(of.Name)}", $"At least so many: {Meaning(of.Figure)}", Amounts, limits.Of(of.Figure)?.Least,
                    n => limits.With(of.Figure, limit => limit with { Least = n })),
                Optional.Limit(
                    $"max{Pascal(of.Name)}", $"At most so many: {Meaning(of.Figure)}", Amounts, limits.Of(of.Figure)?.Most,
                    n => limits.With(of.Figure, limit => limit with { Most = n })),
            }),
        ]);

    private static readonly RecordType Minimize = ObjectiveType("minimize", "Less is better", maximize: false);

    private static readonly RecordType Maximize = ObjectiveType("maximize", "More is better", maximize: true);

    /// <summary>The types of <see cref="Objective"/>.</summary>
    private static readonly UnionType Objectives =
        UnionType.Of<Objective>("objective", objective => objective.Maximize ? Maximize : Minimize, () => [Minimize, Maximize]);

    /// <summary>Every union that a space holds.</summary>
    public static ValueList<UnionType> Unions { get; } =
        [PartFields.Types, OptimizerFields.Types, ScheduleFields.Types, AugmentationFields.Types, Objectives];

    /// <summary>The type of <see cref="Spaces.Space"/>.</summary>
    public static RecordType Space { get; } = RecordType.Of(
        "",
        "Plans that differ in their layers: a plan in which a field may have several values",
        new Space("", Shape.MnistImage, [], (TrainingPlan)TrainingFields.Type.Blank, new()),
        s => [.. PlanFields.Plan.FieldsOf(s.Plan(s.Name, [])).Select(field => Of(field, s)), .. Own(s)]);

    /// <summary>The name of a figure in files and on the command line: "lastMapField".</summary>
    /// <param name="figure">The figure.</param>
    public static string NameOf(Figure figure) => figure switch
    {
        Figure.Parameters => "parameters",
        Figure.NonTrainable => "nonTrainable",
        Figure.Macs => "macs",
        Figure.Memory => "memory",
        Figure.EpochMicroseconds => "epochMicroseconds",
        Figure.ReceptiveField => "receptiveField",
        Figure.LastMap => "lastMap",
        Figure.LastMapField => "lastMapField",
        Figure.FlashBytes => "flashBytes",
        Figure.RamBytes => "ramBytes",
    };

    /// <summary>What a figure counts, in a few words.</summary>
    /// <param name="figure">The figure.</param>
    public static string Meaning(Figure figure) => figure switch
    {
        Figure.Parameters => "trainable parameters",
        Figure.NonTrainable => "running values of batch normalisations",
        Figure.Macs => "multiply-adds for one image",
        Figure.Memory => "bytes at the peak of training",
        Figure.EpochMicroseconds => "microseconds that an epoch should take",
        Figure.ReceptiveField => "rows, and columns, of the image that the logits depend on",
        Figure.LastMap => "rows, and columns, of the last map: the last activation with more than one position",
        Figure.LastMapField => "pixels along a side that one position of the last map sees, before positions are merged",
        Figure.FlashBytes => "bytes of constants on a device, in 8 bits",
        Figure.RamBytes => "bytes that change on a device, in 8 bits and without the stack",
    };

    /// <summary>A plan's field in the table of a space.</summary>
    private static Field Of(Field field, Space space) => field.Name switch
    {
        "layers" => Required.List("layers", field.Meaning, PartFields.Types, space.Layers, layers => space with { Layers = layers }),
        _ => field with
        {
            With = value => (Planning.Plan)field.With(value) is var plan ? space with
            {
                Name = plan.Name,
                Description = plan.Description,
                Input = plan.Architecture.Input,
                Training = plan.Training,
                Target = plan.Target,
            } : space,
        },
    };

    private static IEnumerable<Field> Own(Space space) =>
    [
        Optional.Record(
            "limits",
            LimitsType.Meaning,
            LimitsType,
            space.Limits.Count > 0 ? new Limits(space.Limits) : null,
            limits => space with { Limits = limits.All }),
        Optional.List(
            "objectives",
            "What designs are ranked by, the most important first",
            Objectives,
            space.Objectives,
            all => space with { Objectives = all }),
    ];

    private static RecordType ObjectiveType(string name, string meaning, bool maximize) => RecordType.Of(
        name, meaning, new Objective(Figure.Parameters, maximize), o =>
        [
            Required.Choice("figure", "Which figure", [.. Named.Select(of => of.Name)], (int)o.Figure, i => o with { Figure = (Figure)i }),
        ]);

    private static string Pascal(string name) => $"{char.ToUpperInvariant(name[0])}{name[1..]}";

    /// <summary>The limits of a space as a record of their own in a file.</summary>
    private sealed record Limits(ValueList<Limit> All)
    {
        public Limit? Of(Figure figure) => All.FirstOrDefault(limit => limit.Figure == figure);

        public Limits With(Figure figure, Func<Limit, Limit> edit) => new(
            [.. All.Where(limit => limit.Figure != figure), edit(Of(figure) ?? new(figure, null, null))]);
    }
}
