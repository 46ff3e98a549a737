namespace Mnist.Host.Variations;

/// <summary>One sentence for each <see cref="SettingError"/>.</summary>
internal static class SettingErrorText
{
    public static string Sentence(this SettingError error) => error.Match(new SettingError.Cases<string>(
        NoField: e => $"--set: {Name(e.Where)} has no field '{e.Name}'; {(e.Nearest is { } nearest
            ? $"did you mean '{ValueReader.Path(e.Where, nearest)}'?"
            : $"it has {e.Known.And()}.")}",
        NoItem: e => $"--set: {e.Where} has no item '{e.Index}'; {(e.Count == 0 ? "it is empty." : $"they are 0 to {e.Count - 1}.")}",
        NothingInside: e => $"--set: {e.Where} is a single value and has no field '{e.Name}'; set {e.Where} itself.",
        BadValue: e => $"--set: {e.Error.SentenceWithoutPlace()}"));

    private static string Name(string where) => where.Length == 0 ? "a plan" : where;
}
