using System.Text.Json.Serialization;

namespace Mnist.Host.Commands;

/// <summary>An error or a warning.</summary>
internal sealed record ErrorDocument(string Kind, string Message, string? Where, int? Line, int? Column)
{
    public static ErrorDocument Of(ErrorMessage error) => new(error.Kind, error.Sentence, error.Where, error.At?.Line, error.At?.Column);
}

/// <summary>Errors and nothing else: what a verb prints with <c>--json</c> when it has no answer.</summary>
/// <param name="Errors">The first hundred.</param>
/// <param name="ErrorsLeftOut">How many more there are.</param>
internal sealed record ErrorsDocument(IReadOnlyList<ErrorDocument> Errors, int ErrorsLeftOut)
{
    /// <summary>Errors as JSON text.</summary>
    public static string Write(ValueList<ErrorMessage> errors) =>
        JsonText.Write(new([.. errors.First().Select(ErrorDocument.Of)], errors.LeftOut()), ErrorsJson.Default.ErrorsDocument);
}

/// <summary>How errors are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ErrorsDocument))]
internal sealed partial class ErrorsJson : JsonSerializerContext;
