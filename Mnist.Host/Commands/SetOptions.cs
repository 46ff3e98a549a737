using System.CommandLine;
using System.CommandLine.Parsing;
using Mnist.Host.Variations;

namespace Mnist.Host.Commands;

/// <summary>The option --set, which changes fields of a plan.</summary>
internal static class SetOptions
{
    private const string Name = "--set";

    /// <summary>Most variants of a sweep: as many as it may have seeds.</summary>
    private const int MostVariants = 10_000;

    /// <summary>For a verb that trains one plan: each field has one value.</summary>
    public static Option<string[]> Single()
    {
        var option = Make(
            "FIELD=VALUE", "Set a field of the plan, such as training.optimizer.learningRate=0.05; may be given several times.");
        option.Validators.Add(result =>
        {
            foreach (var field in Fields(result).Where(field => field?.Values.Count > 1))
                result.AddError(
                    $"{Name} {field} has {field!.Values.Count.Of("value")}, and one run takes one; `mnist sweep` tries them all.");
        });
        return option;
    }

    /// <summary>For a verb that trains every combination of values.</summary>
    public static Option<string[]> Varied()
    {
        var option = Make(
            "FIELD=VALUE,...",
            "Vary a field of the plans, such as training.optimizer.learningRate=0.05,0.1; several make all combinations.");
        option.Validators.Add(result =>
        {
            var count = Fields(result).OfType<VariedField>().Aggregate(1.0, (product, field) => product * field.Values.Count);
            if (count > MostVariants)
                result.AddError($"{Name} makes {count:N0} variants of each plan; at most {MostVariants.Grouped()} can be tried.");
        });
        return option;
    }

    /// <summary>The fields of an option whose values passed.</summary>
    public static ValueList<VariedField> Of(string[]? values) => [.. (values ?? []).Select(value => VariedField.Parse(value)!)];

    private static Option<string[]> Make(string value, string description)
    {
        var option = Options.Of<string[]>(Name, value, description);
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => VariedField.Parse(token.Value) is null))
                result.AddError($"{Name} is '{token.Value}'; write {value}: `mnist show` and `mnist schema` tell a plan's fields.");
            foreach (var twice in Fields(result).OfType<VariedField>().CountBy(field => field.Path).Where(path => path.Value > 1))
                result.AddError($"{Name} {twice.Key} is given {twice.Value} times; put its values behind one another: {twice.Key}=A,B.");
        });
        return option;
    }

    private static IEnumerable<VariedField?> Fields(SymbolResult result) => result.Tokens.Select(token => VariedField.Parse(token.Value));
}
