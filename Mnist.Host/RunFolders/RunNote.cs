using System.Text.Json;
using System.Text.Json.Serialization;
using Mnist.Host.Plans;

namespace Mnist.Host.RunFolders;

/// <summary>What the user has noted of a run. It lies beside the record and changes nothing of the run.</summary>
/// <param name="Text">In the user's words; may be empty.</param>
/// <param name="Tags">Each once, in order.</param>
internal sealed record RunNote(string Text, ValueList<string> Tags)
{
    private const int MostBytes = 100_000;

    /// <summary>Of a run of which nothing was noted.</summary>
    public static RunNote None { get; } = new("", []);

    /// <summary>Whether nothing was noted.</summary>
    public bool IsEmpty => Text.Length == 0 && Tags.Count == 0;

    /// <summary>The note of a run, or why it cannot be read.</summary>
    /// <param name="directory">The run's.</param>
    public static Validation<RunNote, string> Read(string directory)
    {
        var path = Path.Combine(directory, RunFileNames.Note);
        return !File.Exists(path) ? None : TextFile.Read(path, MostBytes).Match(
            valid: text => Parse(path, text),
            invalid: _ => Validation.Invalid<RunNote, string>([Refusal(path)]));
    }

    /// <summary>Keeps the note, or deletes the file where nothing is noted.</summary>
    /// <param name="directory">The run's.</param>
    /// <returns>Null where it was done.</returns>
    public WriteError? Write(string directory)
    {
        var path = Path.Combine(directory, RunFileNames.Note);
        return WriteError.Of(path, () =>
        {
            if (IsEmpty)
                File.Delete(path);
            else
                AtomicFile.Write(path, file => JsonSerializer.Serialize(file, new(Text, Tags), RunNoteJson.Default.RunNoteDocument));
        });
    }

    private static Validation<RunNote, string> Parse(string path, byte[] text)
    {
        try
        {
            var document = JsonSerializer.Deserialize(text, RunNoteJson.Default.RunNoteDocument)!;
            return new RunNote(document.Note, document.Tags.ToValueList());
        }
        catch (JsonException)
        {
            return Validation.Invalid<RunNote, string>([Refusal(path)]);
        }
    }

    private static string Refusal(string path) => $"{path}: is no note that `mnist note` wrote; --clear deletes it.";
}

/// <summary>The file note.json of a run directory.</summary>
internal sealed record RunNoteDocument(string Note, IReadOnlyList<string> Tags);

/// <summary>How notes are written and read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunNoteDocument))]
internal sealed partial class RunNoteJson : JsonSerializerContext;
