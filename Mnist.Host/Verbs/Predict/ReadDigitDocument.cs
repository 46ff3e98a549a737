using System.Text.Json.Serialization;
using Mnist.Host.Commands;

namespace Mnist.Host.Verbs.Predict;

/// <summary>One of the predictions that <c>predict --json</c> prints: an answer, or an error in its place.</summary>
internal sealed record ReadDigitDocument
{
    /// <summary>As it was named.</summary>
    public required string File { get; init; }

    /// <summary>Which image of the file, from 0; null for an error.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Index { get; init; }

    /// <summary>The digit; null for an error and for other data, see <see cref="Class"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Digit { get; init; }

    /// <summary>The class of other data than digits, by its number; null for digits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Class { get; init; }

    /// <summary>The name of that class.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>Of the classes, in order; each null where the network gives NaN.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ValueList<double?>? Probabilities { get; init; }

    /// <summary>What the network's further outputs have, which stand for no class; null where it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? NoDigit { get; init; }

    /// <summary>The same for other data than digits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? NoClass { get; init; }

    /// <summary>Whether the digit was cut out, scaled and centred.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Fitted { get; init; }

    /// <summary>Further digits on the picture, which were left out; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? OtherDigits { get; init; }

    /// <summary>What it is; null where that is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Label { get; init; }

    /// <summary>Why there is no answer; null where there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ErrorDocument? Error { get; init; }

    public static ReadDigitDocument Of(ReadDigit read) => new()
    {
        File = read.File,
        Index = read.Index,
        Digit = IsDigit(read) ? read.Digit : null,
        Class = IsDigit(read) ? null : read.Digit,
        Name = IsDigit(read) ? null : read.Classes[read.Digit],
        Probabilities = read.Digits.Select(JsonText.Finite).ToValueList(),
        NoDigit = IsDigit(read) ? Others(read) : null,
        NoClass = IsDigit(read) ? null : Others(read),
        Fitted = read.Fitted,
        OtherDigits = read.OtherDigits > 0 ? read.OtherDigits : null,
        Label = read.Label,
    };

    private static bool IsDigit(ReadDigit read) => read.Classes == ClassNames.Digits;

    private static double? Others(ReadDigit read) => read.Others is { } others ? JsonText.Finite(others) : null;

    public static ReadDigitDocument Of(string file, ErrorMessage error) => new() { File = file, Error = ErrorDocument.Of(error) };
}

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReadDigitDocument))]
[JsonSerializable(typeof(string))]
internal sealed partial class PredictJson : JsonSerializerContext;
