using static Mnist.Domain.Schema.Fields;

namespace Mnist.Domain.Schema;

/// <summary>Whole numbers at equal distances: <c>{"from": 4, "to": 32, "step": 4}</c>.</summary>
/// <param name="From">The first.</param>
/// <param name="To">None is larger.</param>
public sealed record WholeRange(long From, long To)
{
    /// <summary>Most numbers of a range.</summary>
    public const int Most = 10_000;

    /// <summary>From one to the next; default 1.</summary>
    public int Step { get; init; } = 1;

    /// <summary>Its table of fields.</summary>
    public static RecordType Type { get; } = RecordType.Of("", "Whole numbers at equal distances", new WholeRange(0, 0), range =>
    [
        Required.Whole("from", "The first", Ranges.NotNegative, (int)range.From, n => range with { From = n }),
        Required.Whole("to", "None is larger", Ranges.NotNegative, (int)range.To, n => range with { To = n }),
        Optional.Whole("step", "From one to the next", Ranges.AtLeast(1), range.Step, n => range with { Step = n }),
    ]);

    /// <summary>Its numbers; null where there are none, or more than <see cref="Most"/>.</summary>
    public ValueList<long>? Numbers => Step < 1 || To < From || (To - From) / Step >= Most
        ? null
        : [.. Enumerable.Range(0, (int)((To - From) / Step) + 1).Select(i => From + ((long)i * Step))];
}
