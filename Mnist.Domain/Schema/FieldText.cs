using System.Globalization;
using Mnist.Domain.Phrases;

namespace Mnist.Domain.Schema;

/// <summary>Fields of a plan in words.</summary>
public static class FieldText
{
    /// <summary>What a record holds in the field, to stand beside the name of its type: "16", "padding 1", "2 groups", "no bias".</summary>
    /// <param name="field">One that has a value; numbers that are required need no name.</param>
    public static string Setting(this Field field) => field.Kind.Match(new FieldKind.Cases<string>(
        Whole: _ => field.IsRequired ? ((long)field.Value!).Grouped() : $"{((long)field.Value!).Grouped()} {field.Name}",
        Number: _ => Named(field, ((double)field.Value!).ToString(CultureInfo.InvariantCulture)),
        Flag: _ => (bool)field.Value! ? field.Name : $"no {field.Name}",
        Text: _ => Named(field, (string)field.Value!),
        Choice: _ => Named(field, (string)field.Value!),
        Size: _ => field.IsRequired ? LayerText.Square((Extent)field.Value!) : $"{field.Name} {field.Value}",
        Image: _ => Named(field, $"{field.Value}"),
        Record: _ => field.IsRequired ? "" : field.Name,
        Union: _ => field.IsRequired ? "" : field.Name,
        List: _ => field.IsRequired ? "" : field.Name,
        Choices: choices => string.Join(" or ", ((IReadOnlyList<object>)field.Value!).Select(one => one is InputChannels
            ? $"as many {field.Name} as channels come in"
            : (field with { Kind = choices.Of, Value = one }).Setting()))));

    private static string Named(Field field, string value) => field.IsRequired ? value : $"{field.Name} {value}";
}
