using Mnist.Domain.Schema;

namespace Mnist.Domain.PlanFiles;

/// <summary>Fields of a plan as an editor explains them.</summary>
internal static class FieldDescription
{
    /// <summary>What an editor shows of a field: meaning, range and default.</summary>
    /// <param name="field">Of a record whose optional fields have their defaults.</param>
    public static string Description(this Field field)
    {
        var range = Range(field.Kind) is { } allowed ? allowed.Words() : "";
        var usual = field.DefaultInWords
            ?? (field is { IsRequired: false, Value: { } value } ? ReadableJson.Write(PlanWriter.Write(field.Kind, value)) : "");
        return $"{field.Meaning}{(range.Length > 0 ? $"; {range}" : "")}{(usual.Length > 0 ? $"; default {usual}" : "")}.";
    }

    private static Interval? Range(FieldKind kind) => kind.Match(new FieldKind.Cases<Interval?>(
        Whole: whole => whole.Allowed,
        Number: number => number.Allowed,
        Flag: _ => null,
        Text: _ => null,
        Choice: _ => null,
        Size: size => size.Allowed,
        Image: _ => null,
        Record: _ => null,
        Union: _ => null,
        List: _ => null,
        Choices: choices => Range(choices.Of)));
}
