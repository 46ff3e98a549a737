using System.Text.Json.Nodes;
using Mnist.Domain.Schema;

namespace Mnist.Domain.PlanFiles;

/// <summary>Makes JSON from values of a plan by the tables of its fields; defaults are left out.</summary>
public static class PlanWriter
{
    /// <summary>A value as JSON.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="value">The value; its numbers are finite.</param>
    public static JsonNode Write(FieldKind kind, object value) => kind.Match(new FieldKind.Cases<JsonNode>(
        Whole: _ => JsonValue.Create((long)value),
        Number: _ => JsonValue.Create((double)value),
        Flag: _ => JsonValue.Create((bool)value),
        Text: _ => JsonValue.Create((string)value),
        Choice: _ => JsonValue.Create((string)value),
        Size: _ => Size((Extent)value),
        Image: _ => Image((Shape)value),
        Record: record => Write(record.Type, value),
        Union: union => Write(union.Type.TypeOf(value), value),
        List: list => new JsonArray([.. ((IReadOnlyList<object>)value).Select(item => Write(list.Items.TypeOf(item), item))]),
        Choices: choices => Choices(choices.Of, (IReadOnlyList<object>)value)));

    /// <summary>One value as itself; several in an array, which for sizes has to say that it is no height and width.</summary>
    private static JsonNode Choices(FieldKind of, IReadOnlyList<object> values)
    {
        JsonNode[] each = [.. values.Select(one => one is InputChannels ? JsonValue.Create(SpaceFile.InputChannels) : Write(of, one))];
        return each.Length == 1 ? each[0]
            : of is FieldKind.Size ? new JsonObject { [SpaceFile.Any] = new JsonArray(each) }
            : new JsonArray(each);
    }

    /// <summary>A record as JSON.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="record">The record; its numbers are finite.</param>
    public static JsonObject Write(RecordType type, object record)
    {
        var json = new JsonObject();
        if (type.Name.Length > 0)
            json.Add(PlanFile.Discriminator, type.Name);
        foreach (var field in type.Stated(record))
            json.Add(field.Name, Write(field.Kind, field.Value!));
        return json;
    }

    /// <summary>One number for both sides where they are the same.</summary>
    private static JsonNode Size(Extent size) =>
        size.Height == size.Width ? JsonValue.Create(size.Height) : new JsonArray(size.Height, size.Width);

    private static JsonArray Image(Shape shape) => new(shape.Channels, shape.Height, shape.Width);
}
