using System.CommandLine;
using System.Text.Json.Serialization;
using Mnist.Host.Commands;
using Mnist.Host.RunFolders;

namespace Mnist.Host.Verbs.Note;

/// <summary><c>mnist note RUN</c>: what the user wants to remember of a run.</summary>
internal static class NoteVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var run = Options.Run();
        var text = new Argument<string?>("TEXT")
        {
            Description = "The note, in quotes; it takes the place of an earlier one. Without it the note stays and is shown.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var (tag, untag) = (Tags("--tag", "Add a tag; may be given several times."), Tags("--untag", "Take a tag away."));
        var clear = new Option<bool>("--clear") { Description = "Take note and tags away first." };
        return around.Answering(
            new("note", "Keeps a note and tags beside a run; `mnist runs` shows them.") { run, text, tag, untag, clear },
            parsed => RunName.Find(parsed.GetRequiredValue(run)).Match(
                valid: directory => Answer(directory, parsed.GetValue(clear), note => note with
                {
                    Text = parsed.GetValue(text) ?? note.Text,
                    Tags = [.. note.Tags.Except(Of(parsed, untag), StringComparer.Ordinal).Union(Of(parsed, tag), StringComparer.Ordinal)],
                }),
                invalid: Reply.Refuse));
    }

    private static Reply Answer(string directory, bool isCleared, Func<RunNote, RunNote> change) =>
        (isCleared ? RunNote.None : RunNote.Read(directory)).Match(
            valid: before => change(before) is var note && (isCleared || note != before) && note.Write(directory) is { } refused
                ? Reply.Refuse(ExitCode.NoRunDirectory, [ErrorMessage.Of(refused)])
                : Shown(directory, change(before)),
            invalid: errors => Reply.Refuse(
                ExitCode.NoRunDirectory, errors.Select(sentence => new ErrorMessage(ErrorKind.RunDirectory, sentence))));

    private static Reply Shown(string directory, RunNote note) => new(ExitCode.Done)
    {
        Text =
        [
            new Block.Line(note.IsEmpty ? $"{directory}: nothing is noted." : $"{directory}: {note.Text}"),
            .. ValueList.If(note.Tags.Count > 0, new Block.Line($"Tags: {string.Join(", ", note.Tags)}", Tone.Muted)),
        ],
        Json = () => JsonText.Write(new(directory, note.Text, note.Tags), NoteJson.Default.NoteDocument),
    };

    private static Option<string[]> Tags(string name, string description)
    {
        var option = Options.Of<string[]>(name, "TAG", description);
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !IsTag(token.Value)))
                result.AddError($"{name} is '{token.Value}'; a tag is a word of letters, digits and . _ - / :");
        });
        return option;
    }

    private static bool IsTag(string word) =>
        word.Length > 0 && word.All(letter => char.IsLetterOrDigit(letter) || "._-/:".Contains(letter, StringComparison.Ordinal));

    private static string[] Of(ParseResult parsed, Option<string[]> tags) => parsed.GetValue(tags) ?? [];
}

/// <summary>What <c>note --json</c> prints.</summary>
internal sealed record NoteDocument(string Run, string Note, IReadOnlyList<string> Tags);

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NoteDocument))]
internal sealed partial class NoteJson : JsonSerializerContext;
