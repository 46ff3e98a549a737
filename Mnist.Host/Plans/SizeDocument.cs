using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mnist.Host;

/// <summary>A size along both axes in a plan file: 3, or [3, 5] for height and width.</summary>
[JsonConverter(typeof(SizeConverter))]
internal readonly record struct SizeDocument(int Height, int Width);

/// <summary>The shape of an image in a plan file: [channels, height, width].</summary>
[JsonConverter(typeof(ShapeConverter))]
internal readonly record struct ShapeDocument(int Channels, int Height, int Width);

/// <summary>Reads and writes <see cref="SizeDocument"/>; <see cref="ContractChecker"/> has seen the text before.</summary>
internal sealed class SizeConverter : JsonConverter<SizeDocument>
{
    public override SizeDocument Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return new(reader.GetInt32(), reader.GetInt32());
        var sides = WholeNumbers.Read(ref reader, 2);
        return new(sides[0], sides[1]);
    }

    public override void Write(Utf8JsonWriter writer, SizeDocument value, JsonSerializerOptions options)
    {
        if (value.Height == value.Width)
            writer.WriteNumberValue(value.Height);
        else
            WholeNumbers.Write(writer, [value.Height, value.Width]);
    }
}

/// <summary>Reads and writes <see cref="ShapeDocument"/>.</summary>
internal sealed class ShapeConverter : JsonConverter<ShapeDocument>
{
    public override ShapeDocument Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var sides = WholeNumbers.Read(ref reader, 3);
        return new(sides[0], sides[1], sides[2]);
    }

    public override void Write(Utf8JsonWriter writer, ShapeDocument value, JsonSerializerOptions options) =>
        WholeNumbers.Write(writer, [value.Channels, value.Height, value.Width]);
}

internal static class WholeNumbers
{
    public static int[] Read(ref Utf8JsonReader reader, int count)
    {
        var numbers = new int[count];
        for (var i = 0; i < count; i++)
        {
            reader.Read();
            numbers[i] = reader.GetInt32();
        }

        reader.Read();
        return reader.TokenType == JsonTokenType.EndArray ? numbers : throw new JsonException($"More than {count} numbers.");
    }

    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<int> numbers)
    {
        writer.WriteStartArray();
        foreach (var number in numbers)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }
}
