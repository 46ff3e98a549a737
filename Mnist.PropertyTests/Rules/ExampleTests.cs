using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Mnist.PropertyTests.Rules;

/// <summary>Every example in the documentation of Domain and Engine is compiled and run, and prints what its comments say.</summary>
public sealed partial class ExampleTests
{
    /// <summary>What an example writes goes into a list: the compiler prefers this class to the one that it would import.</summary>
    private const string Around = """
        public static class Console
        {
            public static readonly System.Collections.Generic.List<string> Lines = [];
            public static void WriteLine(object? value) => Lines.Add($"{value}");
        }
        """;

    private static readonly Assembly[] Documented =
        [typeof(Mnist.Domain.Networks.Layer).Assembly, typeof(Mnist.Engine.Data.DataSet).Assembly];

    private static readonly string[] FirstTypes =
        ["Networks.Blocks", "Checking.PlanChecker", "PlanFiles.PlanText", "Data.MnistData", "Estimators.DigitClassifier"];

    public static TheoryData<string> Names => [.. Examples.Keys];

    private static readonly Dictionary<string, string> Examples = Documented
        .SelectMany(assembly => XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member"))
        .Where(member => member.Descendants("code").Any())
        .ToDictionary(
            member => member.Attribute("name")!.Value,
            member => string.Join('\n', member.Descendants("code").Select(code => code.Value)),
            StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_does_what_it_says(string name)
    {
        var lines = Run(Examples[name]);
        var expected = Comment().Matches(Examples[name]).Select(match => match.Groups["says"].Value.Trim()).ToList();
        Assert.All(expected, says => Assert.Contains(lines, line => says.EndsWith("...", StringComparison.Ordinal)
            ? line.StartsWith(says[..^3].TrimEnd(), StringComparison.Ordinal)
            : line == says));
    }

    [Fact]
    public void The_types_that_a_program_begins_with_have_examples() => Assert.All(
        FirstTypes,
        type => Assert.Contains(Examples.Keys, name => name.Contains($".{type}", StringComparison.Ordinal)));

    /// <summary>They train and read files, so they are compiled and not run; a console program adds these namespaces by itself.</summary>
    [Theory]
    [InlineData("README.md")]
    [InlineData("Mnist.Domain/README.md")]
    [InlineData("Mnist.Engine/README.md")]
    public void The_programs_of_a_page_compile(string page)
    {
        var text = File.ReadAllText(Path.Combine(SourceReader.Root, page));
        var programs = Program().Matches(text).Select(match => match.Groups["code"].Value).ToList();
        Assert.NotEmpty(programs);
        Assert.All(programs, program => Compile([.. Implicit.Select(name => $"using {name};"), program]));
    }

    private static readonly string[] Implicit =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading",
        "System.Threading.Tasks",
    ];

    private static List<string> Run(string code)
    {
        var own = code.Split('\n').Where(line => Directive().IsMatch(line));
        var namespaces = Documented
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Select(type => type.Namespace!)
            .Concat(Implicit)
            .Distinct(StringComparer.Ordinal);
        var program = Assembly.Load(Compile(
        [
            .. namespaces.Select(name => $"using {name};"),
            .. own,
            .. code.Split('\n').Where(line => !Directive().IsMatch(line)),
            Around,
        ]));
        program.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        return (List<string>)program.GetType("Console")!.GetField("Lines")!.GetValue(null)!;
    }

    private static byte[] Compile(IEnumerable<string> lines)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => path.Length > 0)
            .Select(path => MetadataReference.CreateFromFile(path));
        var options = new CSharpCompilationOptions(
            OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, checkOverflow: true);
        using var image = new MemoryStream();
        var built = CSharpCompilation
            .Create($"Example{Guid.NewGuid():N}", [CSharpSyntaxTree.ParseText(string.Join('\n', lines))], references, options)
            .Emit(image);
        Assert.Empty(built.Diagnostics.Where(problem => problem.Severity >= DiagnosticSeverity.Warning));
        return image.ToArray();
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Program();

    [GeneratedRegex("// (?<says>.*)$", RegexOptions.Multiline, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Comment();

    [GeneratedRegex("^ *using (?:static )?[A-Z][A-Za-z.]*;", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Directive();
}
